using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>The control connection to a terminal host: requests with answers, and news.</summary>
internal sealed class TerminalHostConnection : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly FrameSocket _socket;
    private readonly Action<TerminalReport> _onChanged;
    private readonly Action<RecordingReport> _onRecording;
    private readonly Action _onLost;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<HostMessage>> _waiting = new();
    private readonly Task _reading;
    private long _lastId;

    /// <summary>Takes over a socket after its handshake.</summary>
    internal TerminalHostConnection(FrameSocket socket, Action<TerminalReport> onChanged, Action<RecordingReport> onRecording, Action onLost)
    {
        _socket = socket;
        _onChanged = onChanged;
        _onRecording = onRecording;
        _onLost = onLost;
        _reading = ReadAllAsync();
    }

    /// <summary>True once the connection is gone.</summary>
    internal bool Closed { get; private set; }

    /// <summary>Sends a request, under a number of its own, and waits for the answer.</summary>
    /// <exception cref="LinkRequestException">The host refused, is gone or does not answer.</exception>
    internal async Task<HostMessage> RequestAsync(HostRequest request, CancellationToken cancellationToken)
    {
        long id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<HostMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            if (Closed)
            {
                throw Gone();
            }

            byte[] json = JsonSerializer.SerializeToUtf8Bytes(request with { Id = id }, HostJson.Default.HostRequest);
            await _socket.WriteAsync(json, text: true, cancellationToken);
            return await answer.Task.WaitAsync(AnswerTimeout, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or SocketException or ObjectDisposedException)
        {
            throw Gone();
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading;
    }

    private static LinkRequestException Gone() => new(TerminalErrors.HostUnavailable, "The terminal host does not answer. Try again; its log is host.log in its folder.");

    private async Task ReadAllAsync()
    {
        try
        {
            while (await _socket.ReadAsync(CancellationToken.None) is { } frame)
            {
                if (JsonSerializer.Deserialize(frame.Payload.Span, HostJson.Default.HostMessage) is { } message)
                {
                    Dispatch(message);
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidDataException or JsonException)
        {
            // Whatever ended the connection, the consequence is the same.
        }

        Closed = true;
        _socket.Dispose();
        foreach (TaskCompletionSource<HostMessage> waiting in _waiting.Values)
        {
            waiting.TrySetException(Gone());
        }

        _onLost();
    }

    private void Dispatch(HostMessage message)
    {
        if (message.Id is not { } id)
        {
            foreach (TerminalReport report in message.Reports ?? [])
            {
                _onChanged(report);
            }

            foreach (RecordingReport report in message.Recordings ?? [])
            {
                _onRecording(report);
            }
        }
        else if (_waiting.TryGetValue(id, out TaskCompletionSource<HostMessage>? answer))
        {
            _ = message.Error is { } error
                ? answer.TrySetException(new LinkRequestException(error.Code, error.Message))
                : answer.TrySetResult(message);
        }
    }
}
