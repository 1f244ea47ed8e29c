using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;
using Anchorage.NodeAgent.Terminals.Native;
using Anchorage.NodeAgent.Terminals.Recordings;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Owns the terminals of a node and the socket on which the agent reaches them.</summary>
internal sealed partial class TerminalHostServer : IReady, ITerminalOwner, IDisposable
{
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TypingLasts = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop;
    private readonly TerminalHostOptions _options;
    private readonly IShellStarter _starter;
    private readonly UnixListener _listener;
    private readonly ILogger _logger;
    private readonly Action _onIdle;
    private readonly Dictionary<string, Terminal> _terminals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string InstanceId, Task<Terminal> Opening)> _opening = new(StringComparer.Ordinal);
    private readonly HashSet<FramedConnection> _connections = [];
    private readonly RecordingDesk? _recordings;
    private ControlSession? _control;
    private LoopTimer? _idleTimer;
    private (Terminal Terminal, long At)? _typed;

    /// <summary>Listens on the socket.</summary>
    /// <param name="onIdle">Called when nobody needed the host for the time that the options say.</param>
    internal TerminalHostServer(
        EventLoop loop, TerminalHostOptions options, IShellStarter starter, string socketPath, ILogger logger, Action onIdle)
    {
        _loop = loop;
        _options = options;
        _starter = starter;
        _logger = logger;
        _onIdle = onIdle;
        _recordings = options.RecordingsFolder is { } folder ? new RecordingDesk(loop, options, folder, report => _control?.Announce(report)) : null;
        _listener = new UnixListener(socketPath);
        loop.Add(_listener.Descriptor, this);
        WatchIdleness();
    }

    /// <inheritdoc/>
    public void OnReady(bool readable, bool writable)
    {
        int fd;
        try
        {
            fd = _listener.Accept();
        }
        catch (LinuxException)
        {
            // It would be announced again at once, for ever. Whoever waits there is taken when there is room.
            _loop.Remove(_listener.Descriptor);
            _loop.Schedule(AcceptPause, () => _loop.Add(_listener.Descriptor, this));
            return;
        }

        if (fd < 0)
        {
            return;
        }

        uint peer = UnixListener.PeerUserId(fd);
        if (peer != 0 && peer != Libc.EffectiveUserId())
        {
            LogStranger(_logger, peer);
            _ = Libc.Close(fd);
            return;
        }

        var handshake = new HandshakeSession(this);
        var connection = new FramedConnection(_loop, fd, handshake);
        handshake.Begin(connection);
        _connections.Add(connection);
        _loop.Schedule(HandshakeTimeout, () =>
        {
            if (connection.Owner == handshake)
            {
                connection.Close();
            }
        });
    }

    /// <summary>Makes a connection the control connection; a newer agent replaces an older one.</summary>
    internal void AcceptControl(FramedConnection connection)
    {
        _idleTimer?.Cancel();
        ControlSession? older = _control;
        _control = new ControlSession(this, connection);
        connection.Owner = _control;
        older?.Close();
    }

    /// <summary>Says why a viewer cannot be attached, or null.</summary>
    internal LinkError? CheckAttach(AttachTerminal attach)
    {
        if (!_terminals.TryGetValue(attach.TerminalId, out Terminal? terminal))
        {
            return new LinkError(TerminalErrors.NotFound, "The terminal does not exist any more. Open a new one.");
        }

        return (attach.Role == PreviewSession.Role ? terminal.PreviewCount : terminal.ViewerCount) >= _options.MaxViewers
            ? new LinkError(TerminalErrors.ViewerLimit, $"The terminal has {_options.MaxViewers} viewers, the most that are allowed.")
            : null;
    }

    /// <summary>Makes a connection a viewer.</summary>
    internal void AcceptViewer(FramedConnection connection, AttachTerminal attach)
    {
        Terminal terminal = _terminals[attach.TerminalId];
        if (attach.Role == PreviewSession.Role)
        {
            var preview = new PreviewSession(terminal, connection, _loop, _options);
            connection.Owner = preview;
            _connections.Remove(connection);
            terminal.Add(preview);
            return;
        }

        var viewer = new ViewerSession(terminal, connection, _loop, _options, attach);
        connection.Owner = viewer;
        _connections.Remove(connection);
        terminal.Add(viewer);
    }

    /// <summary>Says why a screen cannot be read, or null.</summary>
    internal LinkError? CheckRead(ReadScreen read) =>
        !_terminals.ContainsKey(read.TerminalId) ? new LinkError(TerminalErrors.NotFound, "The terminal does not exist any more. Open a new one.")
        : read.Scrollback < 0 ? new LinkError(TerminalErrors.InvalidRequest, "The number of lines is 0 or more.")
        : null;

    /// <summary>Makes a connection one that reads a screen.</summary>
    internal void AcceptReader(FramedConnection connection, ReadScreen read)
    {
        var reader = new ReadSession(this, connection);
        connection.Owner = reader;
        reader.Begin(_terminals[read.TerminalId].Screen.Copy(read.Scrollback));
    }

    /// <summary>Opens a terminal, or gives the one that has the id.</summary>
    /// <exception cref="ShellStartException">A limit is reached or the shell did not start.</exception>
    internal async Task<Terminal> OpenAsync(OpenRequest request)
    {
        if (_terminals.TryGetValue(request.TerminalId, out Terminal? existing))
        {
            return existing;
        }

        if (_opening.TryGetValue(request.TerminalId, out (string InstanceId, Task<Terminal> Opening) other))
        {
            return await other.Opening;
        }

        if (request is not { Columns: >= 1 and <= Terminal.MaxSize, Rows: >= 1 and <= Terminal.MaxSize, DetachedSeconds: >= 1, TerminalId.Length: >= 1 and <= 128 })
        {
            throw new ShellStartException(TerminalErrors.InvalidRequest, $"A terminal has 1 to {Terminal.MaxSize} columns and rows and lives for at least a second.");
        }

        MakeRoom(request.InstanceId);
        _idleTimer?.Cancel();
        Task<Terminal> opening = StartAsync(request);
        if (!opening.IsCompleted)
        {
            _opening.Add(request.TerminalId, (request.InstanceId, opening));
        }

        try
        {
            return await opening;
        }
        finally
        {
            _opening.Remove(request.TerminalId);
            WatchIdleness();
        }
    }

    /// <summary>Ends a terminal; nothing happens when there is none.</summary>
    internal void Close(string terminalId)
    {
        if (_terminals.TryGetValue(terminalId, out Terminal? terminal))
        {
            terminal.Close();
        }
    }

    /// <summary>Begins or ends the recording of a terminal.</summary>
    /// <exception cref="ShellStartException">There is no such terminal, it ended, or the recording cannot begin.</exception>
    internal async Task<Terminal> RecordAsync(string terminalId, string? recordingId)
    {
        Terminal terminal = Find(terminalId);
        if (recordingId is null)
        {
            terminal.StopRecording(RecordingEnd.Stopped);
        }
        else if (terminal.RecordingId is null)
        {
            await (_recordings ?? throw new ShellStartException(TerminalErrors.RecordingFailed, "This terminal host makes no recordings.")).BeginAsync(terminal, recordingId);
        }

        return terminal;
    }

    /// <summary>The recordings that are being written.</summary>
    internal IReadOnlyList<RecordingReport> Recordings() => _recordings?.Running ?? [];

    /// <summary>Finds a terminal.</summary>
    /// <exception cref="ShellStartException"><c>terminal_not_found</c>.</exception>
    internal Terminal Find(string terminalId) => _terminals.TryGetValue(terminalId, out Terminal? terminal)
        ? terminal
        : throw new ShellStartException(TerminalErrors.NotFound, "The terminal does not exist any more. Open a new one.");

    /// <summary>All terminals.</summary>
    internal IReadOnlyList<TerminalReport> List() => [.. _terminals.Values.Select(static terminal => terminal.Report())];

    /// <summary>The control connection is closed.</summary>
    internal void ControlClosed(ControlSession session, FramedConnection connection)
    {
        Forget(connection);
        if (_control == session)
        {
            _control = null;
            WatchIdleness();
        }
    }

    /// <summary>A connection is closed.</summary>
    internal void Forget(FramedConnection connection) => _connections.Remove(connection);

    /// <inheritdoc/>
    public void OnChanged(Terminal terminal) => _control?.Announce(terminal.Report());

    /// <inheritdoc/>
    public void OnTyped(Terminal terminal) => _typed = (terminal, _loop.Time.GetTimestamp());

    /// <inheritdoc/>
    public bool IsTypedBeside(Terminal terminal) => _typed is { } typed && typed.Terminal != terminal && _loop.Time.GetElapsedTime(typed.At) < TypingLasts;

    /// <inheritdoc/>
    public void OnEnded(Terminal terminal)
    {
        if (_typed?.Terminal == terminal)
        {
            _typed = null;
        }

        _terminals.Remove(terminal.Id);
        if (terminal.EndWhenLastViewerLeaves)
        {
            _control?.Announce(terminal.Report() with { State = "gone" });
        }

        WatchIdleness();
    }

    public void Dispose()
    {
        foreach (Terminal terminal in _terminals.Values)
        {
            terminal.Abandon();
        }

        foreach (FramedConnection connection in _connections.ToArray())
        {
            connection.Close();
        }

        _recordings?.Finish();
        _loop.Remove(_listener.Descriptor);
        _listener.Dispose();
    }

    private async Task<Terminal> StartAsync(OpenRequest request)
    {
        using var deadline = new CancellationTokenSource();
        LoopTimer timer = _loop.Schedule(_options.StartTimeout, deadline.Cancel);
        try
        {
            IPty pty = await _starter.StartAsync(request.Launch, request.Columns, request.Rows, deadline.Token);
            var terminal = new Terminal(_loop, _options, this, pty, request);
            _terminals.Add(request.TerminalId, terminal);
            LogOpened(_logger, request.TerminalId, request.InstanceId);
            await TryRecordAsync(terminal, request.RecordingId);
            return terminal;
        }
        finally
        {
            timer.Cancel();
        }
    }

    // A terminal whose recording cannot begin opens all the same: its report says that none runs.
    private async Task TryRecordAsync(Terminal terminal, string? recordingId)
    {
        if (recordingId is null)
        {
            return;
        }

        try
        {
            await RecordAsync(terminal.Id, recordingId);
        }
        catch (ShellStartException error)
        {
            LogNotRecorded(_logger, terminal.Id, error.Message);
        }
    }

    // Ended shells that nobody looks at give way; living ones never do.
    private void MakeRoom(string instanceId)
    {
        int own = _terminals.Values.Count(t => t.InstanceId == instanceId) + _opening.Values.Count(o => o.InstanceId == instanceId);
        if (own >= _options.MaxTerminalsPerInstance && !DropEnded(t => t.InstanceId == instanceId))
        {
            throw new ShellStartException(TerminalErrors.Limit, $"The instance has {_options.MaxTerminalsPerInstance} terminals, the most that are allowed. Close one first.");
        }

        if (_terminals.Count + _opening.Count >= _options.MaxTerminals && !DropEnded(static _ => true))
        {
            throw new ShellStartException(TerminalErrors.Limit, $"The machine has {_options.MaxTerminals} terminals, the most that are allowed. Close one first.");
        }
    }

    private bool DropEnded(Func<Terminal, bool> among)
    {
        Terminal? ended = _terminals.Values.FirstOrDefault(t => t.ExitCode is not null && t.ViewerCount == 0 && among(t));
        ended?.Close();
        return ended is not null;
    }

    private void WatchIdleness()
    {
        if (_control is null && _terminals.Count + _opening.Count == 0)
        {
            _idleTimer?.Cancel();
            _idleTimer = _loop.Schedule(_options.IdleExit, _onIdle);
        }
    }
}
