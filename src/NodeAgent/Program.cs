using System.CommandLine;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;

// Features register here, and add their own verbs to the root command.
RootCommand root = new("Anchorage NodeAgent: runs containers and terminals of this machine for an Anchorage server.")
{
    RunCommand.Create(addFeatures: (services, agent) => services.AddInstances(agent.DataDirectory), Environment.GetEnvironmentVariable),
};

// The host stops on SIGTERM by itself, in its own time.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
