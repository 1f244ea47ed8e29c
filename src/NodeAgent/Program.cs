using System.CommandLine;
using Anchorage.NodeAgent.Commands;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Git;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Terminals;

// The terminal host is a process of its own that outlives the agent; it needs nothing of what follows.
if (args is [TerminalHostProgram.Verb, .. string[] rest])
{
    return await TerminalHostProgram.RunAsync(rest);
}

RootCommand root = new("Anchorage NodeAgent: runs containers and terminals of this machine for an Anchorage server.")
{
    RunCommand.Create(
        (services, agent) =>
        {
            services.AddInstances(agent.DataDirectory);
            services.AddFiles(options => options.TransfersFolder = Path.Combine(agent.DataDirectory, "transfers"));
            services.AddGit();
            services.AddCommands(agent.DataDirectory);
            services.AddTerminals(options =>
            {
                options.Folder = Path.Combine(agent.DataDirectory, "terminals");
                options.RecordingsFolder = Path.Combine(agent.DataDirectory, "recordings");
                options.Read(Environment.GetEnvironmentVariable);
            });
        },
        Environment.GetEnvironmentVariable),
};

foreach (Command command in AnchorCommands.Create(Environment.GetEnvironmentVariable, TimeProvider.System))
{
    root.Add(command);
}

// The host stops on SIGTERM by itself, in its own time.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
