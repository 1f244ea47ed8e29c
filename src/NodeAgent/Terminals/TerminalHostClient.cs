using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>The agent's side of the terminal host: adopts the one that runs, starts one when it is needed, and reports what becomes of its terminals.</summary>
/// <param name="starter">Starts the host.</param>
/// <param name="link">Where changes are reported.</param>
/// <param name="logger">Log.</param>
internal sealed partial class TerminalHostClient(TerminalHostStarter starter, IControlLink link, ILogger<TerminalHostClient> logger)
    : IHostedService, ITerminalReporter, IAsyncDisposable
{
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ending = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly ConcurrentDictionary<string, TerminalReport> _known = new(StringComparer.Ordinal);
    private TerminalHostConnection? _connection;
    private bool _stopping;

    /// <summary>Adopts a host that a former agent left running. None is started yet: a node without terminals needs none.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(startHost: false, cancellationToken);
        }
        catch (Exception error) when (error is LinkRequestException or SocketException or IOException or JsonException)
        {
            LogAdoptFailed(logger, error);
        }
    }

    /// <summary>Lets the host go on alone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TerminalReport>> ListAsync(CancellationToken cancellationToken)
    {
        TerminalHostConnection? connection = await ConnectAsync(startHost: false, cancellationToken);
        return connection is null ? [] : await RememberAsync(connection.RequestAsync(new HostRequest(0, "list"), cancellationToken));
    }

    /// <summary>Opens a terminal, or gives the one that has the id.</summary>
    /// <exception cref="LinkRequestException">A limit is reached, the shell did not start, or the host cannot be reached.</exception>
    internal async Task<TerminalReport> OpenAsync(OpenRequest request, CancellationToken cancellationToken)
    {
        TerminalHostConnection connection = (await ConnectAsync(startHost: true, cancellationToken))!;
        return (await RememberAsync(connection.RequestAsync(new HostRequest(0, "open", Open: request), cancellationToken)))[0];
    }

    /// <summary>Ends a terminal; it may be gone already.</summary>
    internal async Task CloseAsync(string terminalId, CancellationToken cancellationToken)
    {
        if (await ConnectAsync(startHost: false, cancellationToken) is { } connection)
        {
            await connection.RequestAsync(new HostRequest(0, "close", TerminalId: terminalId), cancellationToken);
        }
    }

    /// <summary>Begins the recording of a terminal, or ends the one that runs.</summary>
    /// <exception cref="LinkRequestException"><c>terminal_not_found</c>, <c>recording_limit</c>, <c>recording_failed</c>.</exception>
    internal Task<TerminalReport> RecordAsync(string terminalId, string? recordingId, CancellationToken cancellationToken) =>
        AskAsync(new HostRequest(0, "record", TerminalId: terminalId, RecordingId: recordingId), cancellationToken);

    /// <summary>Ends a recording and waits until it is on the disk, at most a few seconds.</summary>
    internal async Task StopRecordingAsync(RecordingReport recording, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ending[recording.RecordingId] = over;
        try
        {
            if ((await ListAsync(cancellationToken)).Any(report => report.Recording == recording.RecordingId))
            {
                await RecordAsync(recording.TerminalId, null, cancellationToken);
            }

            if ((await RunningRecordingsAsync(cancellationToken)).Any(other => other.RecordingId == recording.RecordingId))
            {
                await over.Task.WaitAsync(EndTimeout, cancellationToken);
            }
        }
        finally
        {
            _ending.TryRemove(recording.RecordingId, out _);
        }
    }

    /// <summary>The recordings that are being written now.</summary>
    internal async Task<IReadOnlyList<RecordingReport>> RunningRecordingsAsync(CancellationToken cancellationToken) =>
        await ConnectAsync(startHost: false, cancellationToken) is { } connection
            ? (await connection.RequestAsync(new HostRequest(0, "list"), cancellationToken)).Recordings ?? []
            : [];

    /// <summary>Changes how long a terminal lives.</summary>
    /// <exception cref="LinkRequestException"><c>terminal_not_found</c>, or the host cannot be reached.</exception>
    internal Task<TerminalReport> ChangeAsync(ChangeTerminal change, CancellationToken cancellationToken) =>
        AskAsync(new HostRequest(0, "change", Change: change), cancellationToken);

    /// <summary>Changes roles of viewers, or detaches one.</summary>
    /// <exception cref="LinkRequestException"><c>terminal_not_found</c>, <c>viewer_not_found</c>, or the host cannot be reached.</exception>
    internal Task<TerminalReport> ChangeViewersAsync(ChangeViewers change, CancellationToken cancellationToken) =>
        AskAsync(new HostRequest(0, "viewers", Viewers: change), cancellationToken);

    /// <summary>Connects a viewer.</summary>
    /// <exception cref="LinkRequestException"><c>terminal_not_found</c> or another refusal of the host.</exception>
    internal async Task<FrameSocket> AttachAsync(AttachTerminal attach, CancellationToken cancellationToken) =>
        await FrameSocket.ConnectAsync(starter.SocketPath, Handshake.Viewer(attach), cancellationToken) ?? throw NotFound();

    /// <summary>Reads what a terminal shows.</summary>
    /// <exception cref="LinkRequestException"><c>terminal_not_found</c> or another refusal of the host.</exception>
    internal async Task<ScreenReading> ReadAsync(ReadScreen read, CancellationToken cancellationToken)
    {
        using FrameSocket socket = await FrameSocket.ConnectAsync(starter.SocketPath, Handshake.Reader(read), cancellationToken) ?? throw NotFound();
        using var json = new MemoryStream();
        while (await socket.ReadAsync(cancellationToken) is { } frame)
        {
            json.Write(frame.Payload.Span);
        }

        json.Position = 0;
        return await JsonSerializer.DeserializeAsync(json, HostJson.Default.ScreenReading, cancellationToken)
            ?? throw new JsonException("A screen is a JSON object.");
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    private static LinkRequestException NotFound() => new(TerminalErrors.NotFound, "The terminal does not exist any more. Open a new one.");

    private async Task<TerminalReport> AskAsync(HostRequest request, CancellationToken cancellationToken)
    {
        TerminalHostConnection connection = await ConnectAsync(startHost: false, cancellationToken) ?? throw NotFound();
        return (await RememberAsync(connection.RequestAsync(request, cancellationToken)))[0];
    }

    private async Task<TerminalHostConnection?> ConnectAsync(bool startHost, CancellationToken cancellationToken)
    {
        if (_connection is { Closed: false } current)
        {
            return current;
        }

        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { Closed: false } other)
            {
                return other;
            }

            FrameSocket? socket = await FrameSocket.ConnectAsync(starter.SocketPath, Handshake.Control, cancellationToken);
            if (socket is null && startHost)
            {
                await starter.StartAsync(cancellationToken);
                LogStarted(logger, starter.SocketPath);
                socket = await FrameSocket.ConnectAsync(starter.SocketPath, Handshake.Control, cancellationToken)
                    ?? throw new LinkRequestException(TerminalErrors.HostUnavailable, "The terminal host started and ended at once. Look into host.log in its folder.");
            }

            if (socket is null)
            {
                return null;
            }

            var connection = new TerminalHostConnection(socket, OnChanged, OnRecording, OnLost);
            _connection = connection;
            await RememberAsync(connection.RequestAsync(new HostRequest(0, "list"), cancellationToken));
            return connection;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<IReadOnlyList<TerminalReport>> RememberAsync(Task<HostMessage> request)
    {
        IReadOnlyList<TerminalReport> reports = (await request).Reports ?? [];
        foreach (TerminalReport report in reports)
        {
            _known[report.TerminalId] = report;
        }

        return reports;
    }

    private void OnChanged(TerminalReport report)
    {
        if (report.State == "open")
        {
            _known[report.TerminalId] = report;
        }
        else
        {
            _known.TryRemove(report.TerminalId, out _);
        }

        link.Post(MessageTypes.TerminalChanged, report);
    }

    private void OnRecording(RecordingReport report)
    {
        if (report.State != "running" && _ending.TryGetValue(report.RecordingId, out TaskCompletionSource? over))
        {
            over.TrySetResult();
        }

        link.Post(MessageTypes.RecordingChanged, report);
    }

    // The host ended, or a newer agent took it over. Only in the first case are its terminals lost.
    private void OnLost() => _ = ReportLostAsync();

    private async Task ReportLostAsync()
    {
        if (_stopping)
        {
            return;
        }

        try
        {
            if (await ConnectAsync(startHost: false, CancellationToken.None) is not null)
            {
                return;
            }
        }
        catch (Exception error) when (error is LinkRequestException or SocketException or IOException or JsonException)
        {
            LogAdoptFailed(logger, error);
        }

        foreach (TerminalReport report in _known.Values.Where(static report => report.State == "open"))
        {
            LogLost(logger, report.TerminalId);
            link.Post(MessageTypes.TerminalChanged, report with { State = "lost" });
        }

        _known.Clear();
    }
}
