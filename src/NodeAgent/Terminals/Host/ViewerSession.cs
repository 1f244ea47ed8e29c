using System.Buffers.Binary;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>One viewer of a terminal: sends it output within its window, takes its input if its role allows.</summary>
internal sealed class ViewerSession : IConnectionOwner
{
    /// <summary>Longest frame of output. With the header that a WebSocket puts before it, it fills a block of the server.</summary>
    internal const int Chunk = (32 * 1024) - 16;

    private const int OffsetSize = 8;

    // Only the client's ledger waits for it: told at once it would run ahead of the echo of the very keystroke, and as a frame of its own through every process.
    private static readonly TimeSpan TellInputAfter = TimeSpan.FromMilliseconds(20);

    private readonly Terminal _terminal;
    private readonly FramedConnection _connection;
    private readonly EventLoop _loop;
    private readonly TerminalHostOptions _options;
    private readonly long? _resume;
    private readonly Queue<byte[]> _held = new();
    private ReadOnlyMemory<byte> _snapshot;
    private long _sent;
    private long _gapStart = -1;
    private long _gapEnd;
    private long _lastProgress;
    private LoopTimer? _stallTimer;
    private LoopTimer? _inputTimer;
    private long _acknowledgedInput;

    // Name of the numbering that the viewer asked for; null for that of its user.
    private string? _stream;
    private bool _exitSent;

    internal ViewerSession(Terminal terminal, FramedConnection connection, EventLoop loop, TerminalHostOptions options, AttachTerminal attach)
    {
        _terminal = terminal;
        _connection = connection;
        _loop = loop;
        _options = options;
        _resume = attach.Resume;
        Id = attach.ViewerId;
        UserId = attach.UserId;
        UserName = attach.UserName;
        Role = attach.Role;
        Since = loop.Time.GetUtcNow();
        Input = terminal.Input.Numbering("user:" + attach.UserId);
    }

    /// <summary>Names this attach.</summary>
    internal string Id { get; }

    /// <summary>Who looks.</summary>
    internal string UserId { get; }

    /// <summary>Name for the list of viewers.</summary>
    internal string UserName { get; }

    /// <summary><c>type</c> or <c>watch</c>.</summary>
    internal string Role { get; private set; }

    /// <summary>When it was attached.</summary>
    internal DateTimeOffset Since { get; }

    /// <summary>First output byte that the viewer has not processed.</summary>
    internal long Acknowledged { get; private set; }

    /// <summary>The numbering of what this viewer types.</summary>
    internal InputNumbering Input { get; private set; }

    private bool MayType => Role == "type";

    private long SnapshotOffset => _terminal.SnapshotOffset;

    /// <summary>Tells the viewer where its output begins and sends what is there.</summary>
    internal void Begin()
    {
        OutputRing ring = _terminal.Output;
        bool known = _resume is { } wanted && wanted >= ring.Start && wanted <= ring.End;
        long start = _resume ?? SnapshotOffset;
        _acknowledgedInput = Input.Accepted;
        Send(ViewerMessages.Attached(_terminal.Id, Id, start, _terminal.Columns, _terminal.Rows, Role, Input.Accepted));
        Send(ViewerMessages.Title(_terminal.Screen.Title, _terminal.Screen.WorkingDirectory));
        if (_terminal.RecordingId is { } recording)
        {
            Send(ViewerMessages.Recording(on: true, recording));
        }

        if (!known)
        {
            if (_resume is not null)
            {
                Send(ViewerMessages.Gap(start, SnapshotOffset));
                start = SnapshotOffset;
            }

            BeginSnapshot(scrollback: true);
        }

        (_sent, Acknowledged) = (start, start);
        Pump();
    }

    /// <summary>Sends a control frame.</summary>
    /// <remarks>While a snapshot is on its way it waits: a snapshot is drawn at the size that the terminal had.</remarks>
    internal void Send(byte[] message)
    {
        if (_snapshot.IsEmpty)
        {
            _connection.SendText(message);
        }
        else
        {
            _held.Enqueue(message);
        }
    }

    /// <summary>Sends output as far as the window and the connection allow.</summary>
    internal void Pump()
    {
        OutputRing ring = _terminal.Output;
        while (_connection.Idle)
        {
            if (!_snapshot.IsEmpty)
            {
                PumpSnapshot();
                continue;
            }

            if (_sent < ring.Start)
            {
                if (Acknowledged < _gapEnd || _sent - Acknowledged >= _options.WindowBytes)
                {
                    return;
                }

                Skip();
                continue;
            }

            int count = (int)Math.Min(Math.Min(Chunk, ring.End - _sent), _options.WindowBytes - (_sent - Acknowledged));
            if (count <= 0)
            {
                break;
            }

            if (_sent == Acknowledged)
            {
                _lastProgress = _loop.Time.GetTimestamp();
            }

            long offset = _sent;
            _sent += count;
            _connection.SendOutput(ring, offset, count);
            ExpectAcknowledgement();
        }

        if (_terminal.ExitCode is { } code && _sent == ring.End && _snapshot.IsEmpty && !_exitSent)
        {
            _exitSent = true;
            TellInput();
            Send(ViewerMessages.Exit(code));
            _connection.CloseWhenDrained();
        }
    }

    /// <summary>Tells soon how much of the input was applied; what is applied meanwhile is told with it.</summary>
    internal void AcknowledgeInput()
    {
        if (Input.Applied > _acknowledgedInput && _inputTimer is not { Pending: true })
        {
            _inputTimer = _loop.Schedule(TellInputAfter, TellInput);
        }
    }

    /// <summary>Says how the viewer stands.</summary>
    internal ViewerReport Report() => new(Id, UserId, UserName, Role, Since);

    /// <summary>Changes what the viewer may do, and tells it.</summary>
    /// <param name="reason"><c>changed</c>, <c>taken_over</c> or <c>right_ended</c>.</param>
    internal void SetRole(string role, string by, string reason)
    {
        if (role == Role)
        {
            return;
        }

        Role = role;
        Send(ViewerMessages.Role(role, by, reason));
        if (MayType)
        {
            // The same person may have typed elsewhere meanwhile: this is where the numbering goes on.
            _acknowledgedInput = Input.Accepted;
            Send(ViewerMessages.Acknowledge(_acknowledgedInput, _stream));
        }
    }

    /// <summary>Ends the connection with a reason.</summary>
    internal void Detach(string code, string message)
    {
        _snapshot = default;
        Send(ViewerMessages.Error(code, message));
        _connection.CloseWhenDrained();
        _terminal.Remove(this);
    }

    /// <summary>Ends the connection at once.</summary>
    internal void Abandon() => _connection.Close();

    /// <inheritdoc/>
    public void OnFrame(IpcFrame frame)
    {
        if (frame.IsText)
        {
            OnControl(JsonSerializer.Deserialize(frame.Payload.Span, HostJson.Default.ViewerControl));
        }
        else
        {
            OnInput(frame.Payload.Span);
        }
    }

    /// <inheritdoc/>
    public void OnDrained() => Pump();

    /// <inheritdoc/>
    public void OnClosed()
    {
        _stallTimer?.Cancel();
        _inputTimer?.Cancel();
        _terminal.Remove(this);
    }

    private void OnControl(ViewerControl? control)
    {
        switch (control?.Type)
        {
            case "ack" when control.Output is { } output:
                OnAcknowledged(output);
                break;
            case "resize" when !MayType:
                Send(ViewerMessages.Error(TerminalErrors.ReadOnly, "You watch this terminal. Ask its owner for the right to type."));
                break;
            case "resize" when control is { Columns: >= 1 and { } columns, Rows: >= 1 and { } rows }:
                _terminal.Resize(Math.Min(columns, Terminal.MaxSize), Math.Min(rows, Terminal.MaxSize));
                break;
            case "resize":
                Send(ViewerMessages.Error(TerminalErrors.InvalidRequest, "A terminal has at least one column and one row."));
                break;
            case "input" when control.Stream is { Length: >= 1 and <= 64 } stream && MayType:
                _stream = stream;
                Input = _terminal.Input.Numbering("stream:" + UserId + ":" + stream);
                _acknowledgedInput = Input.Accepted;
                Send(ViewerMessages.Acknowledge(Input.Accepted, _stream));
                break;
            case "theme" when MayType && control is { Foreground: { Length: 6 } text, Background: { Length: 6 } behind } && IsColor(text) && IsColor(behind):
                _terminal.Screen.Theme = (text, behind);
                break;
            case "ping":
                Send(ViewerMessages.Pong());
                break;
        }
    }

    private static bool IsColor(string text) => text.All(char.IsAsciiHexDigit);

    private void OnInput(ReadOnlySpan<byte> payload)
    {
        if (!MayType)
        {
            Send(ViewerMessages.Error(TerminalErrors.ReadOnly, "You watch this terminal. Ask its owner for the right to type."));
            return;
        }

        if (payload.Length < OffsetSize)
        {
            throw new InvalidDataException("A data frame of a viewer begins with eight bytes of offset.");
        }

        switch (_terminal.Type(Input, BinaryPrimitives.ReadInt64BigEndian(payload), payload[OffsetSize..]))
        {
            case InputOutcome.Repeated:
                Send(ViewerMessages.Acknowledge(Input.Applied, _stream));
                break;
            case InputOutcome.Gap:
                Detach(TerminalErrors.InputGap, $"Input is missing before this. Connect again and send it from offset {Input.Accepted}.");
                break;
            case InputOutcome.Full:
                Detach(TerminalErrors.InputFull, "The program in the terminal does not read what is typed. Connect again and send the rest later.");
                break;
        }
    }

    private void OnAcknowledged(long output)
    {
        // Bytes before the last gap count as if they stood directly before its end: what is on the way stays within the window.
        if (output <= _gapStart)
        {
            output += _gapEnd - _gapStart;
        }

        if (output > Acknowledged)
        {
            Acknowledged = Math.Min(output, _sent);
            _lastProgress = _loop.Time.GetTimestamp();
            Pump();
            _terminal.UpdateReading();
        }
    }

    // A viewer behind the ring has lost output: it is shown what the screen looks like now, and keeps the lines above that it has.
    private void Skip()
    {
        (_gapStart, _gapEnd) = (_sent, SnapshotOffset);
        Acknowledged = _gapEnd - (_sent - Acknowledged);
        _sent = _gapEnd;
        Send(ViewerMessages.Gap(_gapStart, _gapEnd));
        BeginSnapshot(scrollback: false);
    }

    private void BeginSnapshot(bool scrollback)
    {
        byte[] snapshot = _terminal.TakeSnapshot(scrollback);
        Send(ViewerMessages.Snapshot(SnapshotOffset, snapshot.Length, _terminal.Columns, _terminal.Rows, scrollback));
        _snapshot = snapshot;
        _lastProgress = _loop.Time.GetTimestamp();
        ExpectAcknowledgement();
    }

    private void PumpSnapshot()
    {
        int count = Math.Min(Chunk, _snapshot.Length);
        _connection.SendData(_snapshot.Span[..count]);
        _snapshot = _snapshot[count..];
        _lastProgress = _loop.Time.GetTimestamp();
        while (_snapshot.IsEmpty && _held.TryDequeue(out byte[]? message))
        {
            _connection.SendText(message);
        }
    }

    private void TellInput()
    {
        if (Input.Applied > _acknowledgedInput)
        {
            _acknowledgedInput = Input.Applied;
            Send(ViewerMessages.Acknowledge(_acknowledgedInput, _stream));
        }
    }

    private void ExpectAcknowledgement()
    {
        if (_stallTimer is not { Pending: true })
        {
            _stallTimer = _loop.Schedule(_options.AcknowledgeTimeout, CheckStall);
        }
    }

    private void CheckStall()
    {
        if (_connection.Closed || (_snapshot.IsEmpty && _sent == Acknowledged))
        {
            return;
        }

        TimeSpan left = _options.AcknowledgeTimeout - _loop.Time.GetElapsedTime(_lastProgress);
        if (left > TimeSpan.Zero)
        {
            _stallTimer = _loop.Schedule(left, CheckStall);
            return;
        }

        Detach(TerminalErrors.ViewerStalled, "No output was acknowledged for too long. Connect again to go on where you stopped.");
    }
}
