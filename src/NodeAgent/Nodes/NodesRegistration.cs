using Anchorage.NodeAgent.Terminals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Composes the link.</summary>
public static class NodesRegistration
{
    /// <summary>Adds identity, enrolment, link and streams. Features add their <see cref="IMessageHandler"/> and <see cref="IStreamHandler"/> services beside it.</summary>
    public static IServiceCollection AddNodes(this IServiceCollection services, AgentOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => NewRandom());
        services.AddSingleton(new IdentityStore(options.DataDirectory));
        services.AddSingleton<MachineDescription>();
        services.AddSingleton<Enroller>();
        services.AddSingleton<ControlLink>();
        services.AddSingleton<IControlLink>(p => p.GetRequiredService<ControlLink>());
        services.AddSingleton<LinkClientFactory>();
        services.AddSingleton<AgentService>();
        services.AddHostedService(p => p.GetRequiredService<AgentService>());

        services.AddSingleton<IStreamHandler, EchoStreamHandler>();

        // Forwarding needs to know the containers; without that feature the kind is refused as unknown.
        if (services.Any(d => d.ServiceType == typeof(IContainerShell)))
        {
            services.AddSingleton<IStreamHandler, TcpStreamHandler>();
        }

        return services;
    }

    // Jitter is no secret, and a process-wide generator is the only one that is safe on all threads.
#pragma warning disable RS0030
    private static Random NewRandom() => Random.Shared;
#pragma warning restore RS0030
}
