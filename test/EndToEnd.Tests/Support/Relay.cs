using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>The network between a client and the server: connections pass until it is cut, and then none do until it is mended.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile bool _isCut;
    private volatile TaskCompletionSource? _held;

    public Relay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How much longer every byte takes in each direction. Holds for connections made after it was set.</summary>
    public TimeSpan Delay { get; set; }

    public void Cut()
    {
        _isCut = true;
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    public void Mend() => _isCut = false;

    /// <summary>Nothing arrives any more, in either direction, until it is let go. For connections with a delay.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo()
    {
        var held = _held;
        _held = null;
        held?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                if (_isCut)
                {
                    client.Close();
                    continue;
                }

                _ = PassAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _open[client] = 0;
        _open[server] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            await Task.WhenAny(
                CopyAsync(client.GetStream(), server.GetStream()),
                CopyAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or closed by one end.
        }
        finally
        {
            client.Close();
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
        }
    }

    private async Task CopyAsync(Stream from, Stream to)
    {
        var delay = Delay;
        if (delay == TimeSpan.Zero)
        {
            await from.CopyToAsync(to, _end.Token);
            return;
        }

        var underWay = Channel.CreateBounded<(DateTimeOffset Due, byte[] Bytes)>(1024);
        await Task.WhenAny(ReadAsync(from, underWay.Writer, delay), WriteAsync(underWay.Reader, to));
    }

    private async Task ReadAsync(Stream from, ChannelWriter<(DateTimeOffset Due, byte[] Bytes)> underWay, TimeSpan delay)
    {
        var buffer = new byte[16 * 1024];
        for (int count; (count = await from.ReadAsync(buffer, _end.Token)) > 0;)
        {
            await underWay.WriteAsync((TimeProvider.System.GetUtcNow() + delay, buffer[..count]), _end.Token);
        }
    }

    private async Task WriteAsync(ChannelReader<(DateTimeOffset Due, byte[] Bytes)> underWay, Stream to)
    {
        await foreach (var (due, bytes) in underWay.ReadAllAsync(_end.Token))
        {
            var rest = due - TimeProvider.System.GetUtcNow();
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, TimeProvider.System, _end.Token);
            }

            if (_held is { } held)
            {
                await held.Task.WaitAsync(_end.Token);
            }

            await to.WriteAsync(bytes, _end.Token);
        }
    }
}
