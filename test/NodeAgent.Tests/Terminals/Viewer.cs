using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>A viewer as a browser is one, on the host's socket: keeps what it receives and acknowledges it.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    private readonly FrameSocket _socket;
    private readonly bool _acknowledge;
    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _snapshot = new();
    private int _snapshotLeft;
    private readonly List<JsonElement> _controls = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly Task _reading;
    private long _acknowledged;

    private Viewer(FrameSocket socket, bool acknowledge)
    {
        _socket = socket;
        _acknowledge = acknowledge;
        _reading = ReadAsync();
    }

    internal bool Closed { get; private set; }

    /// <summary>Offset after the last byte received, by the announcements of the host.</summary>
    internal long Position { get; private set; }

    /// <summary>False to count output without keeping it.</summary>
    internal bool Keep { get; set; } = true;

    /// <summary>Offset of the next byte to type.</summary>
    internal long InputPosition { get; set; }

    internal byte[] Output
    {
        get
        {
            lock (_lock)
            {
                return _output.ToArray();
            }
        }
    }

    /// <summary>What drew the screen before the stream began.</summary>
    internal byte[] Snapshot
    {
        get
        {
            lock (_lock)
            {
                return _snapshot.ToArray();
            }
        }
    }

    /// <summary>True when the last snapshot is here as a whole.</summary>
    internal bool Complete => Pictures > 0 && _snapshotLeft == 0;

    /// <summary>How many snapshots began.</summary>
    internal int Pictures => Controls.Count(control => control.GetProperty("type").GetString() == "snapshot");

    internal string Text => Encoding.UTF8.GetString([.. Snapshot, .. Output]);

    internal JsonElement[] Controls
    {
        get
        {
            lock (_lock)
            {
                return [.. _controls];
            }
        }
    }

    internal static async Task<Viewer> AttachAsync(string socketPath, AttachTerminal attach, bool acknowledge)
    {
        Viewer viewer = await ConnectAsync(socketPath, attach, acknowledge);
        JsonElement attached = await viewer.ControlAsync("attached");
        viewer.InputPosition = attached.GetProperty("inputOffset").GetInt64();
        return viewer;
    }

    /// <summary>One who sees small pictures only.</summary>
    internal static async Task<Viewer> ConnectAsync(string socketPath, AttachTerminal attach, bool acknowledge) =>
        new((await FrameSocket.ConnectAsync(socketPath, Handshake.Viewer(attach), HostHarness.Deadline)).ShouldNotBeNull(), acknowledge);

    internal async Task TypeAsync(string text) => await TypeAsync(Encoding.UTF8.GetBytes(text));

    internal async Task TypeAsync(byte[] data)
    {
        await TypeAtAsync(InputPosition, data);
        InputPosition += data.Length;
    }

    internal async Task TypeAtAsync(long offset, byte[] data)
    {
        byte[] frame = new byte[8 + data.Length];
        BinaryPrimitives.WriteInt64BigEndian(frame, offset);
        data.CopyTo(frame, 8);
        await _socket.WriteAsync(frame, text: false, HostHarness.Deadline);
    }

    internal async Task SendAsync(string json) => await _socket.WriteAsync(Encoding.UTF8.GetBytes(json), text: true, HostHarness.Deadline);

    internal async Task SendRawAsync(byte[] frame) => await _socket.WriteAsync(frame, text: false, HostHarness.Deadline);

    internal Task UntilTextAsync(string text) => UntilAsync(() => Text.Contains(text, StringComparison.Ordinal), $"output to hold '{text}'");

    internal async Task<JsonElement> ControlAsync(string type, Func<JsonElement, bool>? condition = null)
    {
        JsonElement found = default;
        await UntilAsync(() => (found = Controls.FirstOrDefault(c => c.GetProperty("type").GetString() == type && (condition?.Invoke(c) ?? true))).ValueKind != JsonValueKind.Undefined, type);
        return found;
    }

    internal Task UntilClosedAsync() => UntilAsync(() => Closed, "the connection to close");

    internal async Task UntilAsync(Func<bool> condition, string what)
    {
        CancellationToken deadline = HostHarness.Deadline;
        while (!condition())
        {
            if (deadline.IsCancellationRequested)
            {
                string text = Text;
                throw new TimeoutException($"Waited for {what}; closed {Closed}; last output: {text[Math.Max(0, text.Length - 300)..]}; controls: {string.Join(" ", Controls.TakeLast(8))}");
            }

            await _news.WaitAsync(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _reading;
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _socket.ReadAsync(_stop.Token) is { } frame)
            {
                await TakeAsync(frame);
                _news.Release();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
        }

        Closed = true;
        _news.Release();
    }

    private async Task TakeAsync(IpcFrame frame)
    {
        if (frame.IsText)
        {
            JsonElement control = JsonDocument.Parse(frame.Payload).RootElement.Clone();
            lock (_lock)
            {
                _controls.Add(control);
            }

            Position = control.GetProperty("type").GetString() switch
            {
                "attached" => control.GetProperty("offset").GetInt64(),
                "gap" => control.GetProperty("to").GetInt64(),
                _ => Position,
            };
            if (control.GetProperty("type").GetString() == "snapshot")
            {
                _snapshotLeft = control.GetProperty("length").GetInt32();
                lock (_lock)
                {
                    _snapshot.SetLength(0);
                }
            }

            return;
        }

        if (_snapshotLeft > 0)
        {
            _snapshotLeft -= frame.Payload.Length;
            lock (_lock)
            {
                _snapshot.Write(frame.Payload.Span);
            }

            return;
        }

        if (Keep)
        {
            lock (_lock)
            {
                _output.Write(frame.Payload.Span);
            }
        }

        Position += frame.Payload.Length;
        if (_acknowledge && Position - _acknowledged > 32 * 1024 || _acknowledge && frame.Payload.Length < 32 * 1024)
        {
            _acknowledged = Position;
            await SendAsync($$"""{"type":"ack","output":{{Position}}}""");
        }
    }
}
