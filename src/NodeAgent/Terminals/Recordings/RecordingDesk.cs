using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Host;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>Begins recordings within the room that there is, and knows which are being written.</summary>
internal sealed class RecordingDesk
{
    private static readonly TimeSpan FinishPatience = TimeSpan.FromSeconds(2);

    private readonly EventLoop _loop;
    private readonly RecordingFiles _files;
    private readonly RecordingSpace _space;
    private readonly long _limit;
    private readonly Action<RecordingReport> _announce;
    private readonly Dictionary<string, Recording> _running = new(StringComparer.Ordinal);

    /// <summary>Records into a folder.</summary>
    /// <param name="announce">Hears of beginnings and ends.</param>
    internal RecordingDesk(EventLoop loop, TerminalHostOptions options, string folder, Action<RecordingReport> announce)
    {
        (_loop, _announce, _limit) = (loop, announce, options.RecordingBytes);
        _files = new RecordingFiles(folder);
        _space = new RecordingSpace(folder, options.RecordingsBytes, options.MaxRecordings);
    }

    /// <summary>The recordings that are being written.</summary>
    internal IReadOnlyList<RecordingReport> Running => [.. _running.Values.Select(static recording => recording.Report)];

    /// <summary>Begins a recording.</summary>
    /// <exception cref="ShellStartException"><c>recording_limit</c> or <c>recording_failed</c>.</exception>
    internal async Task BeginAsync(Terminal terminal, string id)
    {
        if (!RecordingFiles.IsId(id) || _running.ContainsKey(id))
        {
            throw new ShellStartException(TerminalErrors.InvalidRequest, "The id of a recording has 1 to 40 of a-z and 0-9, and is used once.");
        }

        FileStream stream = await OpenAsync(id);
        if (terminal.RecordingId is not null || terminal.ExitCode is not null)
        {
            // Another one began or the shell ended while the file was made.
            await stream.DisposeAsync();
            _files.Delete(id);
            if (terminal.RecordingId is null)
            {
                throw new ShellStartException(TerminalErrors.RecordingFailed, "The shell of the terminal has ended.");
            }

            return;
        }

        var recording = new Recording(_loop, _files, id, new CastFile(stream, _limit, _space));
        _running.Add(id, recording);
        terminal.Record(recording, (over, report) =>
        {
            _running.Remove(over.Id);
            _announce(report);
        });
        _announce(recording.Report);
    }

    /// <summary>The host ends: waits a moment until everything is on the disk.</summary>
    internal void Finish() => _ = Task.WhenAll(_running.Values.Select(static recording => recording.Written)).Wait(FinishPatience);

    private async Task<FileStream> OpenAsync(string id)
    {
        try
        {
            return await Task.Run(() =>
            {
                FileStream stream = _files.Create(id);
                if (_space.HasRoom())
                {
                    return stream;
                }

                stream.Dispose();
                _files.Delete(id);
                throw new ShellStartException(TerminalErrors.RecordingLimit, "The recordings of this machine fill the room that they have. Delete some.");
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ShellStartException(TerminalErrors.RecordingFailed, $"The file of the recording cannot be made: {error.Message}");
        }
    }
}
