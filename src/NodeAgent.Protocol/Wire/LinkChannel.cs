using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>
/// The control link over a WebSocket, the same at either end: one writer with a bounded queue, one reader, requests matched to answers by id,
/// requests of the peer handled side by side, one-way messages one after the other.
/// </summary>
/// <remarks>
/// <code>
///  RequestAsync/TryPost --> [outbound queue] --> writer --> socket --> reader --> answers  --> RequestAsync
///                                                                            |--> requests --> handler (side by side) --> [outbound queue]
///                                                                            '--> [event queue] --> handler (in order)
/// </code>
/// </remarks>
public sealed class LinkChannel : IDisposable
{
    private readonly WebSocket _socket;
    private readonly TimeProvider _time;
    private readonly LinkChannelLimits _limits;
    private readonly FrameReader _reader;
    private readonly Channel<byte[]> _outbound;
    private readonly Channel<LinkFrame> _events;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<LinkFrame>> _pending = new();
    private readonly CancellationTokenSource _ended = new();
    private LinkClosed? _closed;
    private long _nextId;
    private long _lastReceived;
    private int _handling;

    /// <summary>Makes a channel over a connected socket, which it owns from then on.</summary>
    public LinkChannel(WebSocket socket, TimeProvider time, LinkChannelLimits limits)
    {
        _socket = socket;
        _time = time;
        _limits = limits;
        _reader = new FrameReader(socket, LinkLimits.MaxFrameBytes, 0);
        _outbound = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(limits.Outbound) { SingleReader = true });
        _events = Channel.CreateBounded<LinkFrame>(new BoundedChannelOptions(limits.Events) { SingleReader = true, SingleWriter = true });
        _lastReceived = time.GetTimestamp();
    }

    /// <summary>Time since the last frame of the other side.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Interlocked.Read(ref _lastReceived));

    /// <summary>Cancelled when the link has ended.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Sends a frame of the handshake at once, before <see cref="RunAsync"/>.</summary>
    public Task SendFirstAsync(LinkFrame frame, CancellationToken cancellationToken) =>
        _socket.SendAsync(Encode(frame), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Receives a frame of the handshake, before <see cref="RunAsync"/>; null when the other side closed.</summary>
    /// <exception cref="JsonException">The frame cannot be read.</exception>
    /// <exception cref="FrameTooLargeException">The frame is too large.</exception>
    public async Task<LinkFrame?> ReceiveFirstAsync(CancellationToken cancellationToken) =>
        await _reader.ReadAsync(cancellationToken) is { } frame ? Decode(frame) : null;

    /// <summary>How the other side closed, as far as it said.</summary>
    public LinkClosed ClosedByPeer() => _socket.CloseStatus is { } code
        ? new LinkClosed((int)code, _socket.CloseStatusDescription ?? "", ByPeer: true)
        : new LinkClosed(1006, "connection_lost", ByPeer: true);

    /// <summary>Queues a one-way message; false when the queue is full or the link has ended.</summary>
    public bool TryPost(string type, JsonElement? payload) => _outbound.Writer.TryWrite(Encode(new LinkFrame(LinkFrameKind.Event, Type: type, Payload: payload)));

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="TimeoutException">No answer came in time; the outcome is unknown.</exception>
    /// <exception cref="LinkDownException">The link ended; the outcome is unknown.</exception>
    public async Task<LinkFrame> RequestAsync(string type, JsonElement? payload, TimeSpan deadline, CancellationToken cancellationToken)
    {
        string id = Interlocked.Increment(ref _nextId).ToString(System.Globalization.CultureInfo.InvariantCulture);
        TaskCompletionSource<LinkFrame> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        try
        {
            byte[] frame = Encode(new LinkFrame(LinkFrameKind.Request, id, type, payload));
            if (_ended.IsCancellationRequested || !_outbound.Writer.TryWrite(frame))
            {
                throw new LinkDownException(_closed?.Reason ?? "its queue is full");
            }

            return await answer.Task.WaitAsync(deadline, _time, cancellationToken);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <summary>Works until the link ends. Runs once.</summary>
    /// <param name="onRequest">Answers a request; an exception becomes the error <c>agent_error</c> without its text.</param>
    /// <param name="onEvent">Takes a one-way message; the next one waits for it.</param>
    /// <param name="cancellationToken">Closes the link as going away.</param>
    public async Task<LinkClosed> RunAsync(
        Func<LinkFrame, CancellationToken, Task<LinkReply>> onRequest,
        Func<LinkFrame, CancellationToken, Task> onEvent,
        CancellationToken cancellationToken)
    {
        await using CancellationTokenRegistration stop = cancellationToken.Register(() => Close(LinkCloseCodes.GoingAway, LinkCloseReasons.Stopping));
        Task writer = WriteAsync();
        Task events = HandleEventsAsync(onEvent);
        LinkClosed closed = await ReadAsync(onRequest);
        closed = Interlocked.CompareExchange(ref _closed, closed, null) ?? closed;
        _outbound.Writer.TryComplete();
        _events.Writer.TryComplete();
        await _ended.CancelAsync();
        foreach (TaskCompletionSource<LinkFrame> waiting in _pending.Values)
        {
            waiting.TrySetException(new LinkDownException(closed.Reason));
        }

        await FinishAsync(writer);
        await events;
        return closed;
    }

    /// <summary>Begins to close: what is queued is still sent. <see cref="RunAsync"/> then returns, at the latest after the patience of the limits.</summary>
    public void Close(int code, string reason)
    {
        if (Interlocked.CompareExchange(ref _closed, new LinkClosed(code, reason, ByPeer: false), null) is null)
        {
            _outbound.Writer.TryComplete();
            _ = CutLaterAsync();
        }
    }

    /// <summary>Closes a link whose handshake failed.</summary>
    public async Task RefuseAsync(int code, string reason)
    {
        using CancellationTokenSource deadline = new(_limits.ClosePatience, _time);
        try
        {
            await _socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, deadline.Token);
            while (await _reader.ReadAsync(deadline.Token) is not null)
            {
                // What was under way is of no interest any more.
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            _socket.Abort();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _reader.Dispose();
    }

    private static bool IsEnd(Exception e) =>
        e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException or FrameTooLargeException;

    private static byte[] Encode(LinkFrame frame)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(frame, ProtocolJson.Default.LinkFrame);
        return bytes.Length <= LinkLimits.MaxFrameBytes ? bytes : throw new FrameTooLargeException(LinkLimits.MaxFrameBytes);
    }

    private static LinkFrame Decode(WireFrame frame) =>
        JsonSerializer.Deserialize(frame.Data.Span, ProtocolJson.Default.LinkFrame) ?? throw new JsonException("A frame is null.");

    private async Task WriteAsync()
    {
        try
        {
            await foreach (byte[] frame in _outbound.Reader.ReadAllAsync(CancellationToken.None))
            {
                await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }

            LinkClosed? closed = _closed;
            bool byPeer = closed is null or { ByPeer: true };
            await _socket.CloseOutputAsync(byPeer ? WebSocketCloseStatus.NormalClosure : (WebSocketCloseStatus)closed!.Code, byPeer ? "" : closed!.Reason, CancellationToken.None);
        }
        catch (Exception e) when (IsEnd(e))
        {
            _socket.Abort();
        }
    }

    private async Task<LinkClosed> ReadAsync(Func<LinkFrame, CancellationToken, Task<LinkReply>> onRequest)
    {
        try
        {
            while (await _reader.ReadAsync(CancellationToken.None) is { } wire)
            {
                Interlocked.Exchange(ref _lastReceived, _time.GetTimestamp());
                if (!await DispatchAsync(Decode(wire), onRequest))
                {
                    break;
                }
            }

            if (_closed is null || _socket.CloseStatus is not null)
            {
                return ClosedByPeer();
            }
        }
        catch (JsonException)
        {
            Close(LinkCloseCodes.Malformed, LinkCloseReasons.Malformed);
        }
        catch (FrameTooLargeException)
        {
            Close(LinkCloseCodes.TooBig, LinkCloseReasons.TooBig);
        }
        catch (Exception e) when (IsEnd(e))
        {
            return ClosedByPeer();
        }

        await DrainAsync();
        return _closed!;
    }

    /// <summary>Unread input would make the kernel reset the connection, and the close frame with its reason would be lost.</summary>
    private async Task DrainAsync()
    {
        byte[] scratch = new byte[4096];
        try
        {
            while ((await _socket.ReceiveAsync(scratch.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
                // Thrown away; the patience of the close ends it.
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            _socket.Abort();
        }
    }

    private async Task<bool> DispatchAsync(LinkFrame frame, Func<LinkFrame, CancellationToken, Task<LinkReply>> onRequest)
    {
        switch (frame.Kind)
        {
            case LinkFrameKind.Response when frame.Id is { } id:
                if (_pending.TryRemove(id, out TaskCompletionSource<LinkFrame>? waiting))
                {
                    waiting.TrySetResult(frame);
                }

                return true;
            case LinkFrameKind.Request when frame is { Id: not null, Type: not null }:
                if (Interlocked.Increment(ref _handling) > _limits.Requests)
                {
                    Close(LinkCloseCodes.Flooded, LinkCloseReasons.Flooded);
                    return false;
                }

                _ = AnswerAsync(frame, onRequest);
                return true;
            case LinkFrameKind.Event when frame.Type is not null:
                return _events.Writer.TryWrite(frame) || await WaitForRoomAsync(frame);
            default:
                throw new JsonException($"A frame of kind {frame.Kind} is incomplete or came out of order.");
        }
    }

    private async Task<bool> WaitForRoomAsync(LinkFrame frame)
    {
        try
        {
            await _events.Writer.WriteAsync(frame, _ended.Token).AsTask().WaitAsync(_limits.EventPatience, _time, _ended.Token);
            return true;
        }
        catch (TimeoutException)
        {
            Close(LinkCloseCodes.Flooded, LinkCloseReasons.Flooded);
            return false;
        }
    }

    private async Task AnswerAsync(LinkFrame request, Func<LinkFrame, CancellationToken, Task<LinkReply>> onRequest)
    {
        // The reader must go on while a handler works, however it is written.
        await Task.Yield();
        LinkReply reply;
        try
        {
            reply = await onRequest(request, _ended.Token);
        }
        catch (Exception)
        {
            // The caller logs what its handlers throw; the text may hold secrets and stays here.
            reply = new LinkReply(null, new LinkError("agent_error", "The request failed unexpectedly; the log of the other side says more."));
        }
        finally
        {
            Interlocked.Decrement(ref _handling);
        }

        try
        {
            byte[] frame = Encode(new LinkFrame(LinkFrameKind.Response, request.Id, Payload: reply.Payload, Error: reply.Error));
            await _outbound.Writer.WriteAsync(frame, _ended.Token);
        }
        catch (FrameTooLargeException)
        {
            LinkError error = new("answer_too_large", "The answer is larger than a control frame may be.");
            _outbound.Writer.TryWrite(Encode(new LinkFrame(LinkFrameKind.Response, request.Id, Error: error)));
        }
        catch (Exception e) when (e is ChannelClosedException or OperationCanceledException or ObjectDisposedException)
        {
            // The link ended; the peer knows that the outcome is unknown.
        }
    }

    private async Task HandleEventsAsync(Func<LinkFrame, CancellationToken, Task> onEvent)
    {
        await foreach (LinkFrame frame in _events.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (_ended.IsCancellationRequested)
            {
                break;
            }

            await onEvent(frame, _ended.Token);
        }
    }

    private async Task CutLaterAsync()
    {
        try
        {
            await Task.Delay(_limits.ClosePatience, _time, _ended.Token);
            _socket.Abort();
        }
        catch (Exception e) when (IsEnd(e))
        {
            // The link ended by itself.
        }
    }

    private async Task FinishAsync(Task writer)
    {
        try
        {
            await writer.WaitAsync(_limits.ClosePatience, _time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            _socket.Abort();
            await writer;
        }
    }
}
