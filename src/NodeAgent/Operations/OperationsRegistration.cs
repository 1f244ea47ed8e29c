using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anchorage.NodeAgent.Operations;

/// <summary>Registers the runner of long work and its handlers.</summary>
public static class OperationsRegistration
{
    /// <summary>Adds the journal, the runner and the handlers of <c>instance.create</c>, <c>.rebuild</c>, <c>.change</c> and <c>operation.cancel</c>. Idempotent.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Limits and the journal's folder.</param>
    public static IServiceCollection AddOperations(this IServiceCollection services, WorkOptions options)
    {
        if (services.Any(s => s.ServiceType == typeof(WorkRunner)))
        {
            return services;
        }

        options.Validate();
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => TestStepGate.FromEnvironment(Environment.GetEnvironmentVariable, Console.Out));
        services.AddSingleton<WorkRunner>();
        services.AddHostedService(s => s.GetRequiredService<WorkRunner>());
        foreach (var type in new[] { MessageTypes.InstanceCreate, MessageTypes.InstanceRebuild, MessageTypes.InstanceChange })
        {
            services.AddSingleton<IMessageHandler>(s => new WorkHandler(type, s.GetRequiredService<WorkRunner>()));
        }

        services.AddSingleton<IMessageHandler, CancelHandler>();
        return services;
    }
}
