using System.Net;
using System.Net.Sockets;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>Forwards TCP until it stalls: then the connections stay open and nothing passes any more, as when a cable is pulled.</summary>
internal sealed class StallingProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stall = new();
    private readonly List<Socket> _sockets = [];

    public StallingProxy(int target)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ = AcceptAsync(target);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    public void Stall() => _stall.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _stall.CancelAsync();
        _listener.Dispose();
        lock (_sockets)
        {
            _sockets.ForEach(s => s.Dispose());
        }
    }

    private async Task AcceptAsync(int target)
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }

            Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            lock (_sockets)
            {
                _sockets.AddRange([client, server]);
            }

            if (!_stall.IsCancellationRequested)
            {
                await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target));
                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, _stall.Token)) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, read), _stall.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Stalled, or ended.
        }
    }
}
