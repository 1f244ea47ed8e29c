using System.Text.Json;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>Carries what an agent sends to the grain it concerns. Types that this version does not know are refused or ignored.</summary>
internal sealed partial class AgentMessageRouter(INodeGateway gateway, AgentGatewayOptions options, TimeProvider time, ILogger<AgentMessageRouter> logger)
{
    private static readonly TimeSpan LongCall = TimeSpan.FromSeconds(25);

    /// <summary>Answers a request of the agent.</summary>
    public async Task<LinkReply> AnswerAsync(AgentConnection connection, LinkFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            Task work = frame.Type switch
            {
                MessageTypes.ReportState => gateway.ReportStateAsync(connection.NodeId, connection.LinkId, Raw(frame)),
                MessageTypes.OperationCompleted => gateway.CompletedAsync(
                    OperationId(ProtocolJson.Read<WorkCompleted>(frame.Payload).OperationId), connection.NodeId, Raw(frame)),
                MessageTypes.KeyReplace => ReplaceKeyAsync(connection, ProtocolJson.Read<ReplaceKey>(frame.Payload)),
                _ => throw new AnchorageException(ErrorCodes.InvalidRequest, ("problem", $"this server does not know {frame.Type}")),
            };
            await work.WaitAsync(LongCall, time, cancellationToken);
            return LinkReply.Empty;
        }
        catch (AnchorageException e)
        {
            return Refused(e);
        }
        catch (JsonException)
        {
            return Refused(new AnchorageException(ErrorCodes.InvalidRequest, ("problem", $"the payload of {frame.Type} is not what it should be")));
        }
        catch (TimeoutException)
        {
            return Refused(new AnchorageException(ErrorCodes.Timeout));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, frame.Type!, connection.NodeId);
            return Refused(new AnchorageException(ErrorCodes.InternalError, ("traceId", connection.LinkId)));
        }
    }

    /// <summary>Passes a one-way message on; never throws, since one bad message must not end a link.</summary>
    public async Task ReceiveAsync(AgentConnection connection, LinkFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            Task? work = frame.Type switch
            {
                MessageTypes.Heartbeat or MessageTypes.InstanceChanged or MessageTypes.TerminalChanged or MessageTypes.RecordingChanged =>
                    gateway.ReceiveAsync(connection.NodeId, connection.LinkId, new AgentMessage(frame.Type, Raw(frame))),
                MessageTypes.OperationProgress => gateway.ProgressAsync(
                    OperationId(ProtocolJson.Read<WorkProgress>(frame.Payload).OperationId), connection.NodeId, Raw(frame)),
                _ => null,
            };
            await (work?.WaitAsync(options.CallDeadline, time, cancellationToken) ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // The link ended.
        }
        catch (Exception e)
        {
            LogFailed(e, frame.Type!, connection.NodeId);
        }
    }

    private static string Raw(LinkFrame frame) => frame.Payload?.GetRawText() ?? throw new JsonException("No payload.");

    private static string OperationId(string? id) => HelloCheck.IsNodeId(id) ? id! : throw new JsonException("Not an operation id.");

    private static LinkReply Refused(AnchorageException e) => new(Payload: null, new LinkError(e.Code, ErrorRegistry.Describe(e.Code, e.Args)));

    private async Task ReplaceKeyAsync(AgentConnection connection, ReplaceKey request)
    {
        string text = ReplaceKey.SignedText(connection.NodeId, connection.LinkId, request.PublicKey);
        if (!HelloCheck.IsPublicKey(request.PublicKey)
            || !HelloCheck.IsProven(connection.PublicKey, text, request.Signature)
            || !HelloCheck.IsProven(request.PublicKey, text, request.Proof))
        {
            throw new AnchorageException(ErrorCodes.InvalidRequest, ("problem", "the new key is not proven by the old and the new one"));
        }

        await gateway.ReplaceKeyAsync(connection.NodeId, connection.LinkId, request.PublicKey);
        connection.UseKey(request.PublicKey);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Type} of node {NodeId} failed")]
    private partial void LogFailed(Exception exception, string type, string nodeId);
}
