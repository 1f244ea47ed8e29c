using Anchorage.NodeAgent.Commands;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Isolation;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Terminals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Registers the part of the agent that runs containers.</summary>
public static class InstancesRegistration
{
    /// <summary>
    /// Adds the engine client, the watch over the engine, the work on instances with its journal (<c>DATA/journal</c>), the handlers of <c>instance.*</c>, <c>operation.cancel</c> and the
    /// stream <c>logs</c>, <see cref="IInstanceReporter"/> and <see cref="IContainerShell"/>. Needs <see cref="IControlLink"/>. Call it before what starts the link: the engine is looked at first. Idempotent.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="dataDirectory">The agent's data folder, absolute.</param>
    /// <param name="configure">Changes settings; the environment has been read before.</param>
    /// <param name="configureWork">Changes the limits of work.</param>
    /// <exception cref="AgentOptionsException">A setting is not allowed; the message names it and the allowed values.</exception>
    public static IServiceCollection AddInstances(
        this IServiceCollection services, string dataDirectory, Action<InstancesOptions>? configure = null, Action<WorkOptions>? configureWork = null)
    {
        if (services.Any(s => s.ServiceType == typeof(DockerClient)))
        {
            return services;
        }

        var options = new InstancesOptions { DataDirectory = dataDirectory };
        options.Read(Environment.GetEnvironmentVariable);
        configure?.Invoke(options);
        options.Validate();
        if (options.InstallationId.Length == 0)
        {
            options.InstallationId = InstallationName.ReadOrMake(options.DataDirectory);
        }

        var work = new WorkOptions { JournalDirectory = Path.Combine(dataDirectory, "journal") };
        configureWork?.Invoke(work);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(DockerEndpoint.Parse(options.DockerEndpoint));
        services.AddSingleton<DockerClient>();
        services.AddSingleton<DockerProbe>();
        services.AddSingleton<HostFirewall>();
        services.AddSingleton<OwnerNetworks>();
        services.AddSingleton<PendingKeys>();
        services.AddSingleton<KeyInstaller>();
        services.AddSingleton<SshProbe>();
        services.AddSingleton<ContainerStarter>();
        services.AddSingleton<ContainerMaker>();
        services.AddSingleton<InstanceObserver>();
        services.AddSingleton<IWorkTarget>(s => s.GetRequiredService<InstanceObserver>());
        services.AddSingleton<IWorkAction, CreateWork>();
        services.AddSingleton<IWorkAction, RebuildWork>();
        services.AddSingleton<IWorkAction, ChangeWork>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<EngineWatch>();
        services.AddSingleton<IInstanceReporter, InstanceReporter>();
        services.AddSingleton<IContainerShell, ContainerShell>();
        services.AddSingleton<IInstancePrograms, InstancePrograms>();

        // Asked before those of containers, which take every other id for one of theirs.
        services.AddSingleton<ThisMachine>();
        services.AddSingleton<IShellSource, MachineShellSource>();
        services.AddSingleton<IFileRootSource, MachineRoots>();
        services.AddSingleton<ICommandTarget, MachineTarget>();
        services.AddSingleton<IMessageHandler, KeysHandler>();
        services.AddSingleton<IMessageHandler, LimitsHandler>();
        services.AddSingleton<IStreamHandler, LogsHandler>();
        services.AddSingleton<IStreamHandler, CommandHandler>();

        // The watch begins first, so that work that goes on finds the engine's rules in place.
        services.AddHostedService(s => s.GetRequiredService<EngineWatch>());
        services.AddOperations(work);
        return services;
    }
}
