using System.Net;
using System.Net.Sockets;

namespace Anchorage.Cli.Tests.Support;

/// <summary>A TCP server that handles each connection as told.</summary>
public sealed class TcpEcho : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    /// <param name="serve">What to do with a connection; echoes it if null.</param>
    public TcpEcho(Func<NetworkStream, Socket, CancellationToken, Task>? serve = null)
    {
        _listener.Start();
        _ = AcceptAsync(serve ?? EchoAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private static async Task EchoAsync(NetworkStream stream, Socket socket, CancellationToken cancel)
    {
        await stream.CopyToAsync(stream, 64 * 1024, cancel);
        socket.Shutdown(SocketShutdown.Send);
    }

    private async Task AcceptAsync(Func<NetworkStream, Socket, CancellationToken, Task> serve)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _ = ServeAsync(socket, serve);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket, Func<NetworkStream, Socket, CancellationToken, Task> serve)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await serve(stream, socket, _stop.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
        {
            // The other side went away.
        }
    }
}
