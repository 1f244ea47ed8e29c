using System.Net.WebSockets;
using Anchorage.Api.Identity;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Api.Security;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Authorisation;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Api.Streams;

/// <summary>
/// <c>GET /ws/probe[?node=]</c>: sends frames back, from the server itself or from the agent of a node. Whoever looks for the hop at which sockets break
/// asks one after the other; the terminal's own <c>ping</c> reaches the last one. Bounded in frames, size and time.
/// </summary>
internal static class ProbeEndpoint
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Maps the endpoint.</summary>
    public static void MapProbe(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/ws/probe", HandleAsync).ExcludeFromDescription().RequireRateLimiting(RateLimits.TerminalSockets);

    private static async Task HandleAsync(
        HttpContext context, IGrainFactory grains, IStreamBroker broker, OriginCheck origins, Authoriser authoriser, AgentGatewayOptions options, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        context.RequireUser();
        SocketRequest.RequireUpgrade(context);

        origins.Check(context);
        using CancellationTokenSource deadline = new(Longest, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, lifetime.ApplicationStopping, context.RequestAborted);
        if (Paging.Text(context, "node") is not { } node)
        {
            using WebSocket own = await AgentUpgrade.AcceptStreamAsync(context, options);
            await EchoAsync(own, end.Token);
            return;
        }

        Caller caller = context.Caller();
        StreamGrant grant = await grains.GetGrain<INodeGrain>(GrainKeys.Node(node)).GrantProbe(caller);
        await using NodeStream stream = await broker.OpenAsync(grant, context.RequestAborted);
        using WebSocket client = await AgentUpgrade.AcceptStreamAsync(context, options);
        RelayCheck check = new(async _ => await authoriser.IsLive(caller) ? null : ErrorCodes.NotSignedIn);
        await SocketRelay.RunAsync(client, stream, check, time, end.Token);
    }

    private static async Task EchoAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[StreamKinds.EchoFrameBytes];
        try
        {
            for (int i = 0; i < StreamKinds.EchoFrames; i++)
            {
                ValueWebSocketReceiveResult frame = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                if (!frame.EndOfMessage)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, null, cancellationToken);
                    return;
                }

                await socket.SendAsync(buffer.AsMemory(0, frame.Count), frame.MessageType, true, cancellationToken);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The client went away, or its minute is over.
        }
    }
}
