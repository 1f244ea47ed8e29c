using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Load;

/// <summary>A terminal with one viewer, as a page holds it: connected, read to the end, and mostly silent.</summary>
internal sealed class IdleTerminal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private long _input;

    private IdleTerminal(string id) => Id = id;

    public string Id { get; }

    public static async Task<IdleTerminal> OpenAsync(ApiUser user, string instance)
    {
        var terminal = (await user.PostAsync("/api/terminals", new { instanceId = instance, columns = 80, rows = 24 })).Must(201).Json!["terminal"]!;
        IdleTerminal opened = new(terminal.Id());
        var ticket = (await user.PostAsync($"/api/terminals/{opened.Id}/ticket", new { role = "type" })).Must(200).Json!;
        using CancellationTokenSource deadline = new(Patience);
        opened._socket.Options.Proxy = null;
        await opened._socket.ConnectAsync(new UriBuilder(new Uri(user.Server, (string)ticket["url"]!)) { Scheme = "ws" }.Uri, deadline.Token);
        await opened.ReadUntilAsync("\"attached\"");
        return opened;
    }

    /// <summary>Runs a command and waits for a text of its output, in whatever has come since.</summary>
    public async Task RunAsync(string command, string output)
    {
        var text = Encoding.UTF8.GetBytes(command + "\n");
        var frame = new byte[8 + text.Length];
        BinaryPrimitives.WriteInt64BigEndian(frame, _input);
        text.CopyTo(frame, 8);
        _input += text.Length;
        using CancellationTokenSource deadline = new(Patience);
        await _socket.SendAsync(frame, WebSocketMessageType.Binary, true, deadline.Token);
        await ReadUntilAsync(output);
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadUntilAsync(string wanted)
    {
        using CancellationTokenSource deadline = new(Patience);
        StringBuilder seen = new();
        while (!seen.ToString().Contains(wanted, StringComparison.Ordinal))
        {
            var result = await _socket.ReceiveAsync(_buffer.AsMemory(), deadline.Token);
            result.MessageType.ShouldNotBe(WebSocketMessageType.Close, $"{Id}: {_socket.CloseStatusDescription} {seen}");
            var text = Encoding.UTF8.GetString(_buffer, 0, result.Count);
            seen.Append(text);
            if (result.MessageType == WebSocketMessageType.Text && text.Contains("\"attached\"", StringComparison.Ordinal))
            {
                _input = (long)JsonNode.Parse(text)!["inputOffset"]!;
            }
        }
    }
}
