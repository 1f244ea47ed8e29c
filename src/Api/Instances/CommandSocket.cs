using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.Api.Identity;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Api.Security;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Instances;

/// <summary>
/// <c>GET /ws/exec?instance=</c>: one command inside an instance, its standard streams apart (docs/protocol/exec.md). The command comes in the first frame: what stands in an
/// address ends in logs. Refusals before that are problem+json, later ones a text frame and a close.
/// </summary>
internal static class CommandSocket
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    /// <summary>Maps the endpoint.</summary>
    public static IEndpointConventionBuilder MapCommand(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/ws/exec", HandleAsync).ExcludeFromDescription();

    private static async Task HandleAsync(
        HttpContext context,
        IGrainFactory grains,
        InstanceLists lists,
        Authoriser authoriser,
        IStreamBroker broker,
        OriginCheck origins,
        AgentGatewayOptions options,
        IHostApplicationLifetime lifetime,
        TimeProvider time)
    {
        SocketRequest.RequireUpgrade(context);

        origins.Check(context);
        string instance = SocketRequest.InstanceOf(context);

        Caller caller = context.Caller();
        string id = await lists.Resolve(caller, instance);
        InstanceAccess access = await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(id)).Permit(caller, Permissions.ExecInstance, mustRun: true);
        ResourceRef resource = access.Resource;
        using WebSocket client = await AgentUpgrade.AcceptStreamAsync(context, options);
        try
        {
            CommandStart start = await ReadAsync(client, time, context.RequestAborted);
            StreamGrant grant = await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(id)).GrantCommand(caller, [.. start.Command ?? []], start.Directory, start.Root);
            await using NodeStream stream = await broker.OpenAsync(grant, context.RequestAborted);
            RelayCheck check = new(async _ => (await authoriser.Decide(caller, start.Root ? Permissions.RootInstance : Permissions.ExecInstance, resource)).Code, StreamNotice.Of);
            await SocketRelay.RunAsync(client, stream, check, time, lifetime.ApplicationStopping);
        }
        catch (AnchorageException e)
        {
            await RefuseAsync(client, e, time);
        }
    }

    private static async Task<CommandStart> ReadAsync(WebSocket client, TimeProvider time, CancellationToken aborted)
    {
        using CancellationTokenSource deadline = new(StartPatience, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, aborted);
        using FrameReader reader = new(client, LinkLimits.MaxStreamControlBytes, LinkLimits.MaxStreamDataBytes);
        try
        {
            WireFrame frame = await reader.ReadAsync(both.Token) ?? throw SocketRequest.Wrong("the connection was closed before its first frame");
            CommandStart? start = frame.IsText ? JsonSerializer.Deserialize<CommandStart>(frame.Data.Span, ApiJson.Options) : null;
            return start is { Type: "start" } ? start : throw SocketRequest.Wrong("the first frame must be {\"type\":\"start\",\"command\":[...]}");
        }
        catch (Exception e) when (e is JsonException or FrameTooLargeException or WebSocketException or OperationCanceledException)
        {
            throw SocketRequest.Wrong("the first frame must be {\"type\":\"start\",\"command\":[...]}, within 10 s");
        }
    }

    private static async Task RefuseAsync(WebSocket client, AnchorageException refusal, TimeProvider time)
    {
        using CancellationTokenSource deadline = new(StartPatience, time);
        try
        {
            if (client.State == WebSocketState.Open)
            {
                await client.SendAsync(StreamNotice.Of(refusal.Code, ErrorRegistry.Describe(refusal.Code, refusal.Args)), WebSocketMessageType.Text, true, deadline.Token);
                await client.CloseAsync((WebSocketCloseStatus)RelayCheck.CloseCode(refusal.Code), refusal.Code, deadline.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // Gone before it heard why.
        }
    }
}
