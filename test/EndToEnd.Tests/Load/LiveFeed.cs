using System.Net.WebSockets;
using System.Text;
using Anchorage.EndToEnd.Tests.Support;
using Anchorage.Testing.Load;

namespace Anchorage.EndToEnd.Tests.Load;

/// <summary>One connection to the hub of events, as an open page holds it.</summary>
internal sealed class LiveFeed(OpenSocket socket) : IAsyncDisposable
{
    private const byte RecordEnd = 0x1E;

    public static async Task<LiveFeed> OpenAsync(ApiUser user)
    {
        var socket = await OpenSocket.ConnectAsync(user.Server, "/hubs/cloud", user.Token);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await SendAsync(socket, """{"type":1,"invocationId":"1","target":"Resume","arguments":[null]}""");
        await socket.SeeAsync("\"invocationId\":\"1\"");
        return new LiveFeed(socket);
    }

    /// <summary>Waits until an event with a text in it has come.</summary>
    public Task SeeAsync(string text) => socket.SeeAsync(text);

    public ValueTask DisposeAsync() => socket.DisposeAsync();

    private static Task SendAsync(OpenSocket socket, string json) => socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(json), RecordEnd], WebSocketMessageType.Text);
}
