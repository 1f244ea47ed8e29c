using System.Buffers;
using System.Net.WebSockets;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Streams;

/// <summary>
/// Pumps frames between a client's WebSocket and a node's stream, verbatim, in both directions: whole frames up to 64 KiB, longer ones in pieces of that
/// size, because each piece costs both sides a turn. A direction reads only when its other end took the last piece: that is the back-pressure, and no more
/// than one piece per direction is in memory.
/// </summary>
/// <remarks>
/// One side's close frame is passed on with its code and reason; the other direction then has <see cref="DrainPatience"/> to finish. A broken side closes the
/// other with <see cref="LinkCloseCodes.Failed"/> at once. A right that ended closes both: see <see cref="RelayCheck"/>.
/// </remarks>
internal sealed class SocketRelay
{
    private const int PieceSize = 64 * 1024;
    private const int MaxFailedChecks = 5;
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromSeconds(1);

    private readonly WebSocket _client;
    private readonly WebSocket _node;
    private readonly RelayCheck? _check;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<string> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _fromClient;
    private long _fromNode;
    private string? _ended;

    private SocketRelay(WebSocket client, NodeStream node, RelayCheck? check, TimeProvider time)
    {
        _client = client;
        _node = node.Socket;
        _check = check;
        _time = time;
    }

    /// <summary>Relays until both directions have ended. Neither socket is usable afterwards; the caller disposes them.</summary>
    /// <param name="client">The client's socket.</param>
    /// <param name="node">The opened stream.</param>
    /// <param name="check">Asked each second whether the relay may go on. Null never ends it.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Closes both sides as going away.</param>
    public static async Task<RelayEnd> RunAsync(
        WebSocket client, NodeStream node, RelayCheck? check, TimeProvider time, CancellationToken cancellationToken)
    {
        SocketRelay relay = new(client, node, check, time);
        await using CancellationTokenRegistration stop = cancellationToken.Register(() => relay._over.TrySetResult("stopping"));
        return await relay.RunAsync();
    }

    private async Task<RelayEnd> RunAsync()
    {
        using CancellationTokenSource ended = new();
        Task watch = WatchAsync(ended.Token);
        Task inward = PumpAsync(_client, _node, "client", n => _fromClient += n);
        Task outward = PumpAsync(_node, _client, "node", n => _fromNode += n);
        Task both = Task.WhenAll(inward, outward);
        string cause = await await Task.WhenAny(_over.Task, FinishAsync(inward, outward, both));
        await ended.CancelAsync();
        await watch;
        if (!both.IsCompleted)
        {
            await EndAsync(cause);
        }

        _client.Abort();
        _node.Abort();
        await both;
        return new RelayEnd(cause, _fromClient, _fromNode);
    }

    /// <summary>After the first orderly close the other direction gets a while to say the rest.</summary>
    private async Task<string> FinishAsync(Task inward, Task outward, Task both)
    {
        string first = await Task.WhenAny(inward, outward) == inward ? "client" : "node";
        try
        {
            await both.WaitAsync(DrainPatience, _time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // Cut.
        }

        return _over.Task.IsCompleted ? await _over.Task : first;
    }

    private async Task EndAsync(string cause)
    {
        (int code, string reason) = cause switch
        {
            LinkCloseReasons.NoLongerAllowed => (LinkCloseCodes.Revoked, cause),
            "stopping" => (LinkCloseCodes.GoingAway, LinkCloseReasons.Stopping),
            _ => (LinkCloseCodes.Failed, cause),
        };
        using CancellationTokenSource deadline = new(ClosePatience, _time);
        await Task.WhenAll(SayWhyAsync(code, reason, deadline.Token), CloseAsync(_node, code, reason, deadline.Token));

        // The client's answer shows that it has read the reason; then nothing more can be lost by cutting.
        try
        {
            while (_client.State == WebSocketState.CloseSent)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), _time, deadline.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Cut.
        }
    }

    /// <summary>The client hears the reason as the protocol of its stream has it, then in the close frame.</summary>
    private async Task SayWhyAsync(int code, string reason, CancellationToken deadline)
    {
        if (_ended is { } why)
        {
            (code, reason) = (RelayCheck.CloseCode(why), why);
            try
            {
                if (_check?.Notice?.Invoke(why) is { } notice && _client.State == WebSocketState.Open)
                {
                    await _client.SendAsync(notice, WebSocketMessageType.Text, true, deadline);
                }
            }
            catch (Exception e) when (IsBroken(e))
            {
                // The close frame is tried all the same.
            }
        }

        await CloseAsync(_client, code, reason, deadline);
    }

    private static async Task CloseAsync(WebSocket socket, int code, string reason, CancellationToken deadline)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, deadline);
            }
        }
        catch (Exception e) when (IsBroken(e))
        {
            socket.Abort();
        }
    }

    private async Task PumpAsync(WebSocket from, WebSocket to, string name, Action<int> count)
    {
        await Task.Yield();
        bool reading = true;
        try
        {
            while (true)
            {
                reading = true;
                ValueWebSocketReceiveResult piece = await from.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
                byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
                try
                {
                    int length = 0;
                    while (piece.MessageType != WebSocketMessageType.Close && !piece.EndOfMessage && length < PieceSize)
                    {
                        piece = await from.ReceiveAsync(buffer.AsMemory(length, PieceSize - length), CancellationToken.None);
                        length += piece.Count;
                    }

                    reading = false;
                    if (piece.MessageType == WebSocketMessageType.Close)
                    {
                        await PassCloseAsync(from, to);
                        return;
                    }

                    count(length);
                    await to.SendAsync(buffer.AsMemory(0, length), piece.MessageType, piece.EndOfMessage, CancellationToken.None);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (Exception e) when (IsBroken(e))
        {
            string other = name == "client" ? "node" : "client";
            _over.TrySetResult((reading ? name : other) + "_broken");
        }
    }

    private static Task PassCloseAsync(WebSocket from, WebSocket to)
    {
        // 1005 and 1006 say that no code was given; they may not be sent.
        int code = (int?)from.CloseStatus is { } given and not (1005 or 1006) ? given : LinkCloseCodes.Normal;
        return to.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? to.CloseOutputAsync((WebSocketCloseStatus)code, from.CloseStatusDescription, CancellationToken.None)
            : Task.CompletedTask;
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (_check is null)
        {
            return;
        }

        using PeriodicTimer timer = new(CheckPeriod, _time);
        int failed = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                (bool answered, string? why) = await CheckAsync(cancellationToken);
                failed = answered ? 0 : failed + 1;
                if (why is not null || failed >= MaxFailedChecks)
                {
                    _ended = why ?? LinkCloseReasons.NoLongerAllowed;
                    _over.TrySetResult(LinkCloseReasons.NoLongerAllowed);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The relay ended.
        }
    }

    /// <summary>Whether there was an answer: a moment's trouble must not cut everybody, trouble that lasts must.</summary>
    private async Task<(bool Answered, string? Why)> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (true, await _check!.WhyNot(cancellationToken).AsTask().WaitAsync(CheckPeriod, _time, cancellationToken));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return (false, null);
        }
    }

    private static bool IsBroken(Exception e) => e is WebSocketException or IOException or InvalidOperationException or OperationCanceledException;
}
