using System.Net.WebSockets;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>Upgrades of agents: WebSockets that no browser may open.</summary>
internal static class AgentUpgrade
{
    /// <summary>True for an upgrade without an Origin: agents send none, browsers always do.</summary>
    public static bool IsAllowed(HttpContext context) => context.WebSockets.IsWebSocketRequest && context.Request.Headers.Origin.Count == 0;

    /// <summary>Accepts it with pings, so that a half-open connection is noticed.</summary>
    public static Task<WebSocket> AcceptAsync(HttpContext context, AgentGatewayOptions options) =>
        context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = options.KeepAlive,
            KeepAliveTimeout = options.KeepAlive * 1.5,
        });
}
