using Anchorage.Api.Streams;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>Composes the gateway of the agents.</summary>
public static class AgentGatewayRegistration
{
    /// <summary>Adds links and streams. The grain factory must be there.</summary>
    public static IServiceCollection AddAgentGateway(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new AgentGatewayOptions());
        services.TryAddSingleton<INodeGateway, OrleansNodeGateway>();
        services.AddSingleton<AgentRegistry>();
        services.AddSingleton<AgentMessageRouter>();
        services.AddSingleton<AgentLinkEndpoint>();
        services.AddSingleton<StreamBroker>();
        services.AddSingleton<IStreamBroker>(p => p.GetRequiredService<StreamBroker>());
        services.AddSingleton<AgentStreamEndpoint>();
        return services;
    }

    /// <summary>Maps <c>POST /agent/enroll</c>, <c>POST /agent/part</c>, <c>GET /agent/link</c> and <c>GET /agent/stream</c>. <c>UseWebSockets</c> must come before.</summary>
    public static IEndpointConventionBuilder MapAgentGateway(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder group = endpoints.MapGroup("/agent");
        group.MapPost("/enroll", (HttpContext context, INodeGateway gateway, AgentGatewayOptions options, TimeProvider time) =>
            AgentEnrollEndpoint.HandleAsync(context, gateway, options, time));
        group.MapPost("/part", (HttpContext context, INodeGateway gateway, AgentGatewayOptions options, TimeProvider time) =>
            AgentPartEndpoint.HandleAsync(context, gateway, options, time));
        group.MapGet("/link", (HttpContext context, AgentLinkEndpoint endpoint, IHostApplicationLifetime lifetime) =>
            endpoint.HandleAsync(context, lifetime.ApplicationStopping));
        group.MapGet("/stream", (HttpContext context, AgentStreamEndpoint endpoint, IHostApplicationLifetime lifetime) =>
            endpoint.HandleAsync(context, lifetime.ApplicationStopping));
        return group.ExcludeFromDescription().AllowAnonymous();
    }
}
