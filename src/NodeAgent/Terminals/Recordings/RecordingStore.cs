using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Microsoft.Extensions.Options;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>The agent's side of recordings: what lies on the node, reading and deleting it.</summary>
/// <param name="host">Knows which are being written.</param>
/// <param name="options">Says where they lie.</param>
internal sealed class RecordingStore(TerminalHostClient host, IOptions<TerminalOptions> options) : IRecordingReporter
{
    private readonly RecordingFiles _files = new(options.Value.RecordingsFolder);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordingReport>> ListAsync(CancellationToken cancellationToken)
    {
        // In this order: what is still said to run here and is written by nobody after that, was left behind by a host that ended.
        IReadOnlyList<RecordingReport> saved = _files.List();
        Dictionary<string, RecordingReport> running = (await host.RunningRecordingsAsync(cancellationToken)).ToDictionary(r => r.RecordingId, StringComparer.Ordinal);
        return
        [
            .. saved.Select(report => running.Remove(report.RecordingId, out RecordingReport? now) ? now : report.State == "running" ? Mend(report) : report),
            .. running.Values,
        ];
    }

    /// <summary>Opens a recording for reading.</summary>
    /// <exception cref="LinkRequestException"><c>recording_not_found</c>.</exception>
    internal FileStream Open(string id) =>
        (RecordingFiles.IsId(id) ? _files.OpenRead(id) : null) ?? throw new LinkRequestException(TerminalErrors.RecordingNotFound, "The recording does not lie on this machine any more.");

    /// <summary>Deletes a recording; one that is being written ends first.</summary>
    internal async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (!RecordingFiles.IsId(id))
        {
            return;
        }

        if ((await host.RunningRecordingsAsync(cancellationToken)).FirstOrDefault(r => r.RecordingId == id) is { } running)
        {
            await host.StopRecordingAsync(running, cancellationToken);
        }

        _files.Delete(id);
    }

    // The end of the last written line is all that is known of its end.
    private RecordingReport Mend(RecordingReport report)
    {
        if (_files.Load(report.RecordingId) is { State: "ended" } ended)
        {
            return ended;
        }

        DateTimeOffset end = _files.LastWrite(report.RecordingId);
        RecordingReport mended = report with
        {
            State = "ended",
            Reason = RecordingEnd.HostLost,
            EndedAt = end,
            Bytes = _files.Length(report.RecordingId),
            Seconds = Math.Max(0, (end - report.StartedAt).TotalSeconds),
        };
        _files.Save(mended);
        return mended;
    }
}
