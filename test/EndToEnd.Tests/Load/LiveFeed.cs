using System.Net.WebSockets;
using System.Text;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Load;

/// <summary>One connection to the hub of events, as an open page holds it.</summary>
internal sealed class LiveFeed : IDisposable
{
    private const byte RecordEnd = 0x1E;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[16 * 1024];

    public static async Task<LiveFeed> OpenAsync(ApiUser user)
    {
        LiveFeed feed = new();
        feed._socket.Options.Proxy = null;
        feed._socket.Options.SetRequestHeader("Authorization", "Bearer " + user.Token);
        using CancellationTokenSource deadline = new(Patience);
        await feed._socket.ConnectAsync(new UriBuilder(new Uri(user.Server, "/hubs/cloud")) { Scheme = "ws" }.Uri, deadline.Token);
        await feed.SendAsync("""{"protocol":"json","version":1}""");
        await feed.SendAsync("""{"type":1,"invocationId":"1","target":"Resume","arguments":[null]}""");
        await feed.SeeAsync("\"invocationId\":\"1\"");
        return feed;
    }

    /// <summary>Waits until an event with a text in it has come.</summary>
    public async Task SeeAsync(string text)
    {
        using CancellationTokenSource deadline = new(Patience);
        StringBuilder seen = new();
        while (!seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            var result = await _socket.ReceiveAsync(_buffer.AsMemory(), deadline.Token);
            result.MessageType.ShouldNotBe(WebSocketMessageType.Close, _socket.CloseStatusDescription);
            seen.Append(Encoding.UTF8.GetString(_buffer, 0, result.Count));
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(string json)
    {
        using CancellationTokenSource deadline = new(Patience);
        await _socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(json), RecordEnd], WebSocketMessageType.Text, true, deadline.Token);
    }
}
