using System.Net.WebSockets;
using Anchorage.Api.Metrics;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Streams;

/// <summary>A byte stream to a node: binary frames are data, text frames control. One reader and one writer at a time.</summary>
internal sealed class NodeStream : IAsyncDisposable
{
    /// <summary>Bytes of one frame where much is sent: small enough that others get their turn.</summary>
    internal const int Piece = 256 * 1024;

    private static readonly byte[] EndOfData = """{"type":"eof"}"""u8.ToArray();
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);
    private readonly WebSocket _socket;
    private readonly FrameReader _reader;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wraps an accepted socket.</summary>
    public NodeStream(string nodeId, WebSocket socket, TimeProvider time)
    {
        NodeId = nodeId;
        _socket = socket;
        _time = time;
        _reader = new FrameReader(socket, LinkLimits.MaxStreamControlBytes, LinkLimits.MaxStreamDataBytes);
    }

    /// <summary>The node.</summary>
    public string NodeId { get; }

    /// <summary>Counts the stream as open, under its kind, until it ends.</summary>
    public void CountAs(string kind)
    {
        KeyValuePair<string, object?> tag = new("kind", kind);
        AnchorageMeter.OpenStreams.Add(1, tag);
        _ = _completion.Task.ContinueWith(
            _ => AnchorageMeter.OpenStreams.Add(-1, tag), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>True while neither side has closed.</summary>
    public bool IsOpen => _socket.State == WebSocketState.Open && !_completion.Task.IsCompleted;

    /// <summary>Completes when the stream was aborted or disposed.</summary>
    public Task Completion => _completion.Task;

    /// <summary>The socket, for relays that pass frames on as they are.</summary>
    internal WebSocket Socket => _socket;

    /// <summary>Reads the next frame, or null when the node closed. The memory is valid until the next read.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    /// <exception cref="FrameTooLargeException">The frame is above the limits of <see cref="LinkLimits"/>.</exception>
    public ValueTask<WireFrame?> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(cancellationToken);

    /// <summary>Writes one frame; completes when the socket took it, which is the back-pressure.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, bool text, CancellationToken cancellationToken)
    {
        int limit = text ? LinkLimits.MaxStreamControlBytes : LinkLimits.MaxStreamDataBytes;
        if (data.Length > limit)
        {
            throw new ArgumentOutOfRangeException(nameof(data), data.Length, $"A frame may have {limit} bytes.");
        }

        return _socket.SendAsync(data, text ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    /// <summary>Writes a record of the protocol as one text frame.</summary>
    public ValueTask SayAsync<T>(T message, CancellationToken cancellationToken) => WriteAsync(ProtocolJson.WriteBytes(message), text: true, cancellationToken);

    /// <summary>Writes bytes, a piece at a time.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        for (int at = 0; at < data.Length; at += Piece)
        {
            await WriteAsync(data.Slice(at, Math.Min(Piece, data.Length - at)), text: false, cancellationToken);
        }
    }

    /// <summary>Says that no more bytes come; the node still answers.</summary>
    public ValueTask EndAsync(CancellationToken cancellationToken) => WriteAsync(EndOfData, text: true, cancellationToken);

    /// <summary>Ends the stream at once; the node sees a broken connection.</summary>
    public void Abort()
    {
        _socket.Abort();
        _completion.TrySetResult();
    }

    /// <summary>Closes in order: tells the node, waits a moment for its close, then cuts.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsOpen || _socket.State == WebSocketState.CloseReceived)
        {
            using CancellationTokenSource deadline = new(ClosePatience, _time);
            try
            {
                await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", deadline.Token);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException or IOException)
            {
                // Cut below.
            }
        }

        Abort();
        _reader.Dispose();
    }
}
