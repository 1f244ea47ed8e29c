using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Anchorage.EndToEnd.Tests.Support;
using Anchorage.Testing.Load;

namespace Anchorage.EndToEnd.Tests.Load;

/// <summary>A terminal with one viewer, as a page holds it: connected, and mostly silent.</summary>
internal sealed class IdleTerminal : IAsyncDisposable
{
    private readonly OpenSocket _socket;
    private long _input;

    private IdleTerminal(string id, OpenSocket socket, long input) => (Id, _socket, _input) = (id, socket, input);

    public string Id { get; }

    public static async Task<IdleTerminal> OpenAsync(ApiUser user, string instance)
    {
        var terminal = (await user.PostAsync("/api/terminals", new { instanceId = instance, columns = 80, rows = 24 })).Must(201).Json!["terminal"]!;
        var ticket = (await user.PostAsync($"/api/terminals/{terminal.Id()}/ticket", new { role = "type" })).Must(200).Json!;
        var socket = await OpenSocket.ConnectAsync(user.Server, (string)ticket["url"]!, token: null);
        var attached = await socket.SeeAsync("\"inputOffset\":");
        return new IdleTerminal(terminal.Id(), socket, long.Parse(Regex.Match(attached, "\"inputOffset\":(\\d+)").Groups[1].Value));
    }

    /// <summary>Runs a command and waits for a text of its output.</summary>
    public async Task RunAsync(string command, string output)
    {
        var text = Encoding.UTF8.GetBytes(command + "\n");
        var frame = new byte[8 + text.Length];
        BinaryPrimitives.WriteInt64BigEndian(frame, _input);
        text.CopyTo(frame, 8);
        _input += text.Length;
        await _socket.SendAsync(frame, WebSocketMessageType.Binary);
        await _socket.SeeAsync(output);
    }

    public ValueTask DisposeAsync() => _socket.DisposeAsync();
}
