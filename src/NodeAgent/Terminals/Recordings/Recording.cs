using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Host;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>A recording that runs: output and sizes of one terminal, never its input.</summary>
internal sealed class Recording
{
    private readonly EventLoop _loop;
    private readonly RecordingFiles _files;
    private readonly CastFile _file;
    private long _began;
    private RecordingReport? _report;

    /// <summary>Takes over an empty file.</summary>
    internal Recording(EventLoop loop, RecordingFiles files, string id, CastFile file) => (_loop, _files, Id, _file) = (loop, files, id, file);

    /// <summary>Its id.</summary>
    internal string Id { get; }

    /// <summary>Completes when it is on the disk and its report is written.</summary>
    internal Task Written { get; private set; } = Task.CompletedTask;

    /// <summary>As it is now.</summary>
    internal RecordingReport Report => _report! with { Bytes = _file.Bytes, Seconds = Seconds };

    private double Seconds => Math.Round(_loop.Time.GetElapsedTime(_began).TotalSeconds, 6);

    /// <summary>Begins with what draws the screen as it is.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="ended">Called on the loop when the recording is over.</param>
    internal void Begin(Terminal terminal, Action<Recording, RecordingReport> ended)
    {
        DateTimeOffset now = _loop.Time.GetUtcNow();
        _began = _loop.Time.GetTimestamp();
        _report = new RecordingReport(Id, terminal.Id, terminal.InstanceId, "running", null, now, null, 0, 0, terminal.Columns, terminal.Rows, terminal.Screen.Title);
        Redraw(terminal, default);
        Task<RecordingReport> writing = Task.Run(() => WriteAsync(_report));
        Written = writing;
        _ = FollowAsync(writing, ended);
    }

    /// <summary>Adds output.</summary>
    internal void Output(ReadOnlySpan<byte> output) => _file.Output(Seconds, output);

    /// <summary>Adds a change of size. Players break lines in their own ways: the screen is drawn again, so that each shows the right one.</summary>
    internal void Resize(Terminal terminal)
    {
        _file.Resize(Seconds, terminal.Columns, terminal.Rows);
        Redraw(terminal, "\x18\ec"u8);
    }

    /// <summary>Ends it; what was added is still written.</summary>
    internal void Stop(string reason) => _file.End(reason);

    // A sequence that is not complete yet is not in the snapshot: its beginning is repeated, as for viewers.
    private void Redraw(Terminal terminal, ReadOnlySpan<byte> before)
    {
        byte[] rest = new byte[terminal.Output.End - terminal.SnapshotOffset];
        terminal.Output.CopyTo(terminal.SnapshotOffset, rest);
        _file.Output(Seconds, [.. before, .. terminal.TakeSnapshot(scrollback: false), .. rest]);
    }

    private async Task<RecordingReport> WriteAsync(RecordingReport begun)
    {
        Save(begun);
        string reason = await _file.RunAsync(begun.Columns, begun.Rows, begun.StartedAt, begun.Title);
        RecordingReport report = begun with { State = "ended", Reason = reason, EndedAt = _loop.Time.GetUtcNow(), Bytes = _file.Bytes, Seconds = Seconds };
        Save(report);
        return report;
    }

    private async Task FollowAsync(Task<RecordingReport> writing, Action<Recording, RecordingReport> ended) => ended(this, await writing);

    private void Save(RecordingReport report)
    {
        try
        {
            _files.Save(report);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk takes nothing: the agent hears of the end, and finds no report later.
        }
    }
}
