using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>One person in one terminal, over as many connections as it takes. Takes one event after the other, so nothing in it runs at the same time.</summary>
internal sealed class AttachSession(ApiClient api, TerminalInfo terminal, AttachOptions options, AttachScreen screen, Func<(int Columns, int Rows)> size, TimeProvider time)
{
    private const int LongestInput = 64 * 1024;
    private const int QueueLength = 64;
    private const int AcknowledgeBytes = 64 * 1024;
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(100);

    private readonly Channel<AttachEvent> _events = Channel.CreateBounded<AttachEvent>(QueueLength);
    private readonly PendingInput _pending = new();
    private readonly ReconnectPlan _plan = new(time);
    private readonly TakeOver? _takeOver = options.TakeOver ? new TakeOver(api, terminal, time) : null;

    // A numbering of one's own: a window of the same person elsewhere may type meanwhile.
    private readonly string _stream = "cli-" + Guid.NewGuid().ToString("N")[..16];

    private ClientWebSocket? _socket;
    private bool _trying;
    private bool _numbered;
    private string _role = options.Role;
    private long? _received;
    private long _acknowledged;
    private long _toldGivenUp;
    private long _snapshotLeft;
    private (string Code, string Message)? _refusal;
    // What was typed and is timed, by its end.
    private (long End, long At)? _timing;
    private DateTimeOffset _goneSince;
    private DateTimeOffset _nextTry;

    /// <summary>Where keys go: never waits for long, as long as the session runs.</summary>
    public ChannelWriter<AttachEvent> Events => _events.Writer;

    /// <summary>Runs until the shell ends, the person leaves, or it is given up.</summary>
    /// <returns>The exit code of the shell; null when the person left and it goes on.</returns>
    /// <exception cref="CliException">It was refused or given up.</exception>
    public async Task<int?> RunAsync(CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var ticks = time.CreateTimer(_ => _events.Writer.TryWrite(new AttachEvent.Tick()), null, TickPeriod, TickPeriod);
        var connection = new AttachConnection(api, terminal, _events.Writer);
        _goneSince = _nextTry = time.GetUtcNow();
        Try(connection, stop.Token);
        try
        {
            await foreach (var next in _events.Reader.ReadAllAsync(stop.Token))
            {
                switch (next)
                {
                    case AttachEvent.Tried tried:
                        await TriedAsync(tried, stop.Token);
                        break;
                    case AttachEvent.Frame frame when frame.Socket == _socket:
                        if (await TakeAsync(frame, stop.Token) is { } code)
                        {
                            return code;
                        }

                        break;
                    case AttachEvent.Closed closed when closed.Socket == _socket:
                        await screen.WithdrawAsync(stop.Token);
                        Lose(closed);
                        break;
                    case AttachEvent.Typed typed when await TypeAsync(typed.Bytes, connection, stop.Token):
                    case AttachEvent.InputEnded:
                        return null;
                    case AttachEvent.Resized:
                        await ResizeAsync(stop.Token);
                        break;
                    case AttachEvent.Tick:
                        await TickAsync(connection, stop.Token);
                        break;
                }
            }

            return null;
        }
        finally
        {
            await stop.CancelAsync();
            _socket?.Abort();
            _socket?.Dispose();
        }
    }

    private void Try(AttachConnection connection, CancellationToken cancel)
    {
        _trying = true;
        var resume = screen.NeedsSnapshot ? null : _received;
        var role = _role;
        _ = Task.Run(() => connection.TryAsync(role, resume, cancel), cancel);
    }

    private async ValueTask TriedAsync(AttachEvent.Tried tried, CancellationToken cancel)
    {
        _trying = false;
        if (tried.Socket is { } socket)
        {
            _socket = socket;
            (_numbered, _snapshotLeft, _refusal, _timing) = (false, 0, null, null);
            _plan.Connected();
            await screen.UncoverAsync(cancel);
            if (_pending.GivenUp > _toldGivenUp)
            {
                _toldGivenUp = _pending.GivenUp;
                await screen.NoticeAsync($"Too much was typed without a connection: the oldest {_toldGivenUp} bytes are lost.", cancel);
            }

            return;
        }

        // What is not a trouble of the way stays as it is, however often one asks; and nobody waits for a first connection.
        if (_received is null || tried.Failure!.ExitCode is not (ExitCodes.Network or ExitCodes.Timeout or ExitCodes.Internal))
        {
            throw tried.Failure!;
        }

        _nextTry = time.GetUtcNow() + _plan.Next();
    }

    private async ValueTask<int?> TakeAsync(AttachEvent.Frame frame, CancellationToken cancel)
    {
        if (!frame.IsText)
        {
            await screen.WriteAsync(frame.Data, cancel);
            if (_snapshotLeft > 0)
            {
                _snapshotLeft -= frame.Data.Length;
                return null;
            }

            _received += frame.Data.Length;
            if (_received - _acknowledged >= AcknowledgeBytes)
            {
                await AcknowledgeAsync(cancel);
            }

            return null;
        }

        var control = JsonSerializer.Deserialize(frame.Data, ApiJson.Default.AttachFrame);
        switch (control)
        {
            case { Type: "attached", Offset: { } offset }:
                _received = _acknowledged = offset;
                _role = control.Role ?? _role;
                await BeginAsync(cancel);
                await (_takeOver is { } take && control.ViewerId is { } viewer ? take.BeginAsync(viewer, cancel) : ValueTask.CompletedTask);
                break;
            case { Type: "gap", To: { } to }:
                _received = _acknowledged = to;
                break;
            case { Type: "snapshot", Offset: { } at, Length: { } length, Columns: { } columns, Rows: { } rows }:
                (_received, _acknowledged, _snapshotLeft) = (at, at, length);
                await screen.BeginSnapshotAsync(columns, rows, cancel);
                break;
            case { Type: "resized", Columns: { } columns, Rows: { } rows }:
                await screen.ResizedAsync(columns, rows, cancel);
                break;
            case { Type: "ack", Input: { } input, Stream: { } stream } when stream == _stream:
                await ArrivedAsync(input, cancel);
                break;
            case { Type: "role", Role: { } role }:
                await ChangeRoleAsync(role, control, cancel);
                break;
            case { Type: "error", Code: { ValueKind: JsonValueKind.String } code }:
                _refusal = (code.GetString()!, control.Message ?? string.Empty);
                break;
            case { Type: "exit", Code: { ValueKind: JsonValueKind.Number } code }:
                return code.GetInt32();
        }

        return null;
    }

    private async ValueTask BeginAsync(CancellationToken cancel)
    {
        if (_role != "type")
        {
            return;
        }

        await SayAsync(new AttachFrame("input", Stream: _stream), cancel);
        await ResizeAsync(cancel);
    }

    private async ValueTask ChangeRoleAsync(string role, AttachFrame change, CancellationToken cancel)
    {
        _role = role;
        (_numbered, _timing) = (false, null);
        if (role != "type")
        {
            // What has not arrived is not typed, and not when the right comes back either.
            _pending.Clear();
            await screen.WithdrawAsync(cancel);
        }

        await screen.NoticeAsync(RoleNotice.Of(role, change.By, change.Reason), cancel);
        await BeginAsync(cancel);
    }

    /// <summary>The terminal has everything below a number. The first such answer of a connection says where it goes on.</summary>
    private async ValueTask ArrivedAsync(long input, CancellationToken cancel)
    {
        if (!_numbered)
        {
            _numbered = true;
            _pending.Restart(input);
            _timing = _pending.End > _pending.Begin ? (_pending.End, time.GetTimestamp()) : null;
            await screen.AppliedAsync(_pending.Begin, null, cancel);
            await SendInputAsync(_pending.Begin, _pending.From(_pending.Begin), cancel);
            return;
        }

        _pending.Confirm(input);
        TimeSpan? took = _timing is { } timing && timing.End <= input ? time.GetElapsedTime(timing.At) : null;
        _timing = took is null ? _timing : null;
        await screen.AppliedAsync(_pending.Begin, took, cancel);
    }

    /// <returns>True when the person leaves.</returns>
    private async ValueTask<bool> TypeAsync(byte[] typed, AttachConnection connection, CancellationToken cancel)
    {
        var leaves = options.DetachKey is { } key ? Array.IndexOf(typed, key) : -1;
        var kept = leaves >= 0 ? typed[..leaves] : typed;
        if (kept.Length > 0 && _role == "type")
        {
            if (_socket is not null)
            {
                var begin = _pending.End;
                _pending.Add(kept);
                if (_numbered)
                {
                    _timing ??= (_pending.End, time.GetTimestamp());
                    await SendInputAsync(begin, kept, cancel);
                    await screen.TypedAsync(kept, _pending.End, cancel);
                }
            }
            else
            {
                TypeOffline(kept, connection, cancel);
            }
        }

        return leaves >= 0;
    }

    private void TypeOffline(byte[] typed, AttachConnection connection, CancellationToken cancel)
    {
        // Enter alone, with nothing else typed, is for the waiting: try now.
        if (typed.AsSpan().IndexOfAnyExcept((byte)'\r') < 0 && _pending.Begin == _pending.End)
        {
            if (!Array.TrueForAll(typed, _ => _plan.Force()))
            {
                throw new CliException("reconnect_gave_up", "There is no connection to the terminal; it goes on without you.", $"Come back to it: anchorage attach {terminal.Id}", ExitCodes.Network);
            }

            if (!_trying)
            {
                Try(connection, cancel);
            }
        }
        else
        {
            _pending.AddOffline(typed);
        }
    }

    private void Lose(AttachEvent.Closed closed)
    {
        _socket!.Dispose();
        _socket = null;
        var (code, message) = _refusal ?? (closed.Reason is { Length: > 0 } reason ? reason : "connection_lost", "The server ended the connection.");
        if (closed.Status is 4401 or 4403 or 4404 || code == "terminal_detached")
        {
            throw new CliException(code, message, null, closed.Status is 4401 or 4403 ? ExitCodes.Auth : ExitCodes.Config);
        }

        _goneSince = _nextTry = time.GetUtcNow();
    }

    private async ValueTask TickAsync(AttachConnection connection, CancellationToken cancel)
    {
        if (_socket is not null)
        {
            await AcknowledgeAsync(cancel);
            await screen.TickAsync(cancel);
            await (_takeOver?.TickAsync(cancel) ?? ValueTask.CompletedTask);
            return;
        }

        var now = time.GetUtcNow();
        if (!_trying && now >= _nextTry)
        {
            Try(connection, cancel);
        }

        if (_received is not null)
        {
            await screen.CoverAsync(now - _goneSince, _trying ? TimeSpan.Zero : _nextTry - now, _pending.From(_pending.Begin), _pending.GivenUp, cancel);
        }
    }

    private async ValueTask ResizeAsync(CancellationToken cancel)
    {
        if (_socket is not null && _role == "type")
        {
            var (columns, rows) = size();
            await SayAsync(new AttachFrame("resize", Columns: columns, Rows: rows), cancel);
        }
    }

    private async ValueTask AcknowledgeAsync(CancellationToken cancel)
    {
        if (_received is { } received && received > _acknowledged)
        {
            _acknowledged = received;
            await SayAsync(new AttachFrame("ack", Output: received), cancel);
        }
    }

    private async ValueTask SendInputAsync(long begin, byte[] bytes, CancellationToken cancel)
    {
        for (var from = 0; from < bytes.Length; from += LongestInput)
        {
            var part = bytes.AsMemory(from, Math.Min(LongestInput, bytes.Length - from));
            var frame = new byte[sizeof(long) + part.Length];
            BinaryPrimitives.WriteInt64BigEndian(frame, begin + from);
            part.CopyTo(frame.AsMemory(sizeof(long)));
            _pending.Sent(begin + from + part.Length);
            await SendAsync(frame, WebSocketMessageType.Binary, cancel);
        }
    }

    private ValueTask SayAsync(AttachFrame frame, CancellationToken cancel) =>
        SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame, ApiJson.Default.AttachFrame), WebSocketMessageType.Text, cancel);

    private async ValueTask SendAsync(ReadOnlyMemory<byte> frame, WebSocketMessageType type, CancellationToken cancel)
    {
        try
        {
            if (_socket is { } socket)
            {
                await socket.SendAsync(frame, type, endOfMessage: true, cancel);
            }
        }
        catch (Exception failure) when (AttachConnection.IsBroken(failure, cancel))
        {
            // Its reader tells of the end; input that was in it is sent again.
        }
    }
}
