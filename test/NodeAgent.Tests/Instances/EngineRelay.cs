using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>The engine's unix socket, reachable by TCP on loopback: an engine as seen from another place.</summary>
internal sealed class EngineRelay : IAsyncDisposable
{
    private const string Engine = "/var/run/docker.sock";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, byte> _passing = new();
    private readonly Task _accepting;

    public EngineRelay()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Endpoint => $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Connections so far.</summary>
    public int Connections => _passing.Count;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_passing.Keys);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _passing[PassAsync(await _listener.AcceptSocketAsync(_end.Token))] = 0;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (near)
        {
            try
            {
                await far.ConnectAsync(new UnixDomainSocketEndPoint(Engine), _end.Token);
                await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Closed by one end.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        await using var source = new NetworkStream(from);
        await using var target = new NetworkStream(to);
        try
        {
            await source.CopyToAsync(target, _end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Closed by one end.
        }
    }
}
