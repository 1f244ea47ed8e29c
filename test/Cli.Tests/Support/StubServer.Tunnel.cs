using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Support;

public sealed partial class StubServer
{
    /// <summary>Where the ports inside instances lead: "id:port" to a port of this machine.</summary>
    public ConcurrentDictionary<string, int> Targets { get; } = new();

    private void MapTunnel() => _app.Map("/ws/tunnel", TunnelAsync);

    private async Task TunnelAsync(HttpContext context)
    {
        if (!Targets.TryGetValue($"{context.Request.Query["instance"]}:{context.Request.Query["port"]}", out var port))
        {
            await ProblemAsync(context, 503, "node_offline", "The node is offline.");
            return;
        }

        using var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, port, context.RequestAborted);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var stream = tcp.GetStream();
        var down = DownAsync(socket, stream, context.RequestAborted);
        try
        {
            await UpAsync(socket, tcp, stream, context.RequestAborted);
            await down;
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or OperationCanceledException)
        {
            tcp.Close();
        }
    }

    private static async Task DownAsync(WebSocket socket, NetworkStream stream, CancellationToken cancel)
    {
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            await socket.SendAsync(buffer.AsMemory(0, read), WebSocketMessageType.Binary, true, cancel);
        }

        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"type\":\"eof\"}"), WebSocketMessageType.Text, true, cancel);
    }

    private static async Task UpAsync(WebSocket socket, TcpClient tcp, NetworkStream stream, CancellationToken cancel)
    {
        var buffer = new byte[32 * 1024];
        while (true)
        {
            var frame = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
            switch (frame.MessageType)
            {
                case WebSocketMessageType.Close:
                    return;
                case WebSocketMessageType.Text:
                    tcp.Client.Shutdown(SocketShutdown.Send);
                    break;
                default:
                    await stream.WriteAsync(buffer.AsMemory(0, frame.Count), cancel);
                    break;
            }
        }
    }
}
