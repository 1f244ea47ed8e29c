using System.Net.WebSockets;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>Upgrades of agents: WebSockets that no browser may open.</summary>
internal static class AgentUpgrade
{
    /// <summary>True for an upgrade without an Origin: agents send none, browsers always do.</summary>
    public static bool IsAllowed(HttpContext context) => context.WebSockets.IsWebSocketRequest && context.Request.Headers.Origin.Count == 0;

    /// <summary>Accepts a control link with pings, so that a half-open connection is noticed.</summary>
    public static Task<WebSocket> AcceptAsync(HttpContext context, AgentGatewayOptions options) => AcceptAsync(context, options.KeepAlive, options.KeepAlive * 1.5);

    /// <summary>Accepts a byte stream. Its pings keep proxies from closing it but time nothing out: a pong is seen only by who reads, and a stream that is held back is not read.</summary>
    public static Task<WebSocket> AcceptStreamAsync(HttpContext context, AgentGatewayOptions options) => AcceptAsync(context, options.KeepAlive, Timeout.InfiniteTimeSpan);

    private static Task<WebSocket> AcceptAsync(HttpContext context, TimeSpan interval, TimeSpan timeout) =>
        context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = interval, KeepAliveTimeout = timeout });
}
