using System.Net.WebSockets;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>A dialled stream that serves.</summary>
internal sealed class AgentStream(string id, WebSocket socket, FrameReader reader) : IAgentStream
{
    /// <inheritdoc/>
    public string Id => id;

    /// <summary>True after <see cref="AcceptAsync"/>.</summary>
    public bool Accepted { get; private set; }

    /// <inheritdoc/>
    public ValueTask AcceptAsync(CancellationToken cancellationToken)
    {
        Accepted = true;
        return AnswerAsync(null, cancellationToken);
    }

    /// <summary>Answers the open: accepted, or refused with an error.</summary>
    internal ValueTask AnswerAsync(LinkError? error, CancellationToken cancellationToken) =>
        socket.SendAsync(
            ProtocolJson.WriteBytes(new StreamOpened(id, error)).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<StreamFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken) is { } frame ? new StreamFrame(frame.Data, frame.IsText) : null;
        }
        catch (Exception e) when (IsBreak(e, cancellationToken))
        {
            throw new IOException($"Stream {id} broke.", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, bool text, CancellationToken cancellationToken)
    {
        int limit = text ? LinkLimits.MaxStreamControlBytes : LinkLimits.MaxStreamDataBytes;
        if (data.Length > limit)
        {
            throw new ArgumentOutOfRangeException(nameof(data), data.Length, $"A frame may have {limit} bytes.");
        }

        try
        {
            await socket.SendAsync(data, text ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        catch (Exception e) when (IsBreak(e, cancellationToken))
        {
            throw new IOException($"Stream {id} broke.", e);
        }
    }

    // A missed pong aborts the socket, which ends whatever waits on it as if it had been cancelled.
    private static bool IsBreak(Exception exception, CancellationToken cancellationToken) =>
        exception is WebSocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
