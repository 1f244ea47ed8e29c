using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Terminals;

/// <summary>A window on a terminal, as a browser has one: attached with a ticket, acknowledges what it reads.</summary>
internal sealed class TerminalWindow : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<JsonElement> _controls = [];
    private readonly Task _reading;
    private long _input;
    private long _position;
    private int _snapshot;

    private TerminalWindow(ClientWebSocket socket)
    {
        _socket = socket;
        _reading = ReadAsync();
    }

    public int? CloseCode { get; private set; }

    public string? CloseReason { get; private set; }

    /// <summary>All output, that of the snapshot included.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    public JsonElement[] Controls
    {
        get
        {
            lock (_lock)
            {
                return [.. _controls];
            }
        }
    }

    /// <summary>Completes when the server closed the socket, or cut it.</summary>
    public Task Ended => _reading;

    /// <summary>Asks for a ticket and attaches.</summary>
    public static async Task<TerminalWindow> AttachAsync(Person person, string terminal, string role = "type", long? resume = null)
    {
        string url = (await person.PostAsync($"/api/terminals/{terminal}/ticket", new { role })).ShouldBe(200)["url"];
        (ClientWebSocket? socket, int status) = await person.UpgradeAsync(resume is null ? url : $"{url}&resume={resume}");
        status.ShouldBe(101);
        TerminalWindow window = new(socket!);
        JsonElement attached = await window.ControlAsync("attached");
        window._input = attached.GetProperty("inputOffset").GetInt64();
        return window;
    }

    /// <summary>The id of this viewer.</summary>
    public async Task<string> IdAsync() => (await ControlAsync("attached")).GetProperty("viewerId").GetString()!;

    /// <summary>Waits for a control frame; one that has come already counts.</summary>
    public async Task<JsonElement> ControlAsync(string type, Func<JsonElement, bool>? condition = null)
    {
        JsonElement? found = null;
        await Wait.UntilAsync(() => (found = Controls.Cast<JsonElement?>().FirstOrDefault(c => c!.Value.GetProperty("type").GetString() == type && condition?.Invoke(c.Value) != false)) is not null,
            $"a control frame {type} after {string.Join(' ', Controls)}");
        return found!.Value;
    }

    public Task ShowsAsync(string text) => Wait.UntilAsync(() => Text.Contains(text, StringComparison.Ordinal), $"'{text}' on the screen: {Text}");

    public Task TypeAsync(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] frame = new byte[8 + bytes.Length];
        BinaryPrimitives.WriteInt64BigEndian(frame, _input);
        bytes.CopyTo(frame, 8);
        _input += bytes.Length;
        return SendAsync(frame, WebSocketMessageType.Binary);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public async Task SendAsync(byte[] frame, WebSocketMessageType type)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(frame, type, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Closes the window as a tab is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            byte[] buffer = new byte[1024 * 1024];
            while (true)
            {
                int length = 0;
                ValueWebSocketReceiveResult piece;
                do
                {
                    piece = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += piece.Count;
                }
                while (!piece.EndOfMessage);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    (CloseCode, CloseReason) = ((int?)_socket.CloseStatus, _socket.CloseStatusDescription);
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    return;
                }

                await TakeAsync(buffer.AsMemory(0, length), piece.MessageType);
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> frame, WebSocketMessageType type)
    {
        if (type == WebSocketMessageType.Text)
        {
            using JsonDocument document = JsonDocument.Parse(frame);
            JsonElement control = document.RootElement.Clone();
            switch (control.GetProperty("type").GetString())
            {
                case "attached":
                    _position = control.GetProperty("offset").GetInt64();
                    break;
                case "gap":
                    _position = control.GetProperty("to").GetInt64();
                    break;
                case "snapshot":
                    _snapshot = control.GetProperty("length").GetInt32();
                    break;
            }

            lock (_lock)
            {
                _controls.Add(control);
            }

            return;
        }

        lock (_lock)
        {
            _text.Append(Encoding.UTF8.GetString(frame.Span));
        }

        if (_snapshot > 0)
        {
            _snapshot -= frame.Length;
            return;
        }

        _position += frame.Length;
        await SendAsync($$"""{"type":"ack","output":{{_position}}}""");
    }
}
