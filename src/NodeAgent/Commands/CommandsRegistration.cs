using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Composes the part of the agent that answers commands.</summary>
public static class CommandsRegistration
{
    /// <summary>Adds commands. Needs <c>AddInstances</c> and <c>AddFiles</c>; other kinds of instances register their <c>ICommandTarget</c> before.</summary>
    /// <param name="services">The services.</param>
    /// <param name="dataDirectory">The agent's data folder.</param>
    /// <exception cref="AgentOptionsException">The file with operations and logs says something that is not allowed.</exception>
    public static IServiceCollection AddCommands(this IServiceCollection services, string dataDirectory)
    {
        services.AddSingleton(CommandsOptions.Read(dataDirectory, Environment.GetEnvironmentVariable));
        services.AddSingleton<ICommandTarget, ContainerTarget>();
        services.AddSingleton<CommandTargets>();
        services.AddSingleton<OperationOutputs>();
        services.AddSingleton<LogReader>();
        services.AddSingleton<IWorkAction, ExecuteWork>();
        services.AddSingleton<IMessageHandler>(s => new WorkHandler(MessageTypes.InstanceExecute, s.GetRequiredService<WorkRunner>()));
        services.AddSingleton<IMessageHandler, StatusHandler>();
        services.AddSingleton<IStreamHandler, CommandsStreamHandler>();
        return services;
    }
}
