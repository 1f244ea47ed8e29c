using Anchorage.NodeAgent.Terminals.Recordings;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The recording of a terminal.</summary>
internal sealed partial class Terminal
{
    private Recording? _recording;

    /// <summary>The recording that runs, or null.</summary>
    internal string? RecordingId => _recording?.Id;

    /// <summary>Where the stream goes on after a snapshot that is taken now.</summary>
    internal long SnapshotOffset => Screen.RestOffset >= Output.Start ? Screen.RestOffset : Output.End;

    /// <summary>The output that draws the screen as it is at <see cref="SnapshotOffset"/>.</summary>
    internal byte[] TakeSnapshot(bool scrollback)
    {
        byte[] snapshot = Screen.Snapshot(scrollback);

        // In the middle of a string longer than all that is kept, what is left of it must be taken for one.
        return SnapshotOffset > Screen.RestOffset ? [.. snapshot, .. "\e]"u8] : snapshot;
    }

    /// <summary>Begins a recording.</summary>
    internal void Record(Recording recording, Action<Recording, Protocol.Terminals.RecordingReport> ended)
    {
        recording.Begin(this, (over, report) =>
        {
            Forget(over);
            ended(over, report);
        });
        _recording = recording;
        TellRecording(recording.Id, on: true);
    }

    /// <summary>Ends the recording that runs; nothing happens without one.</summary>
    internal void StopRecording(string reason)
    {
        if (_recording is { } recording)
        {
            recording.Stop(reason);
            Forget(recording);
        }
    }

    private void Forget(Recording recording)
    {
        if (_recording == recording)
        {
            _recording = null;
            TellRecording(recording.Id, on: false);
        }
    }

    private void TellRecording(string id, bool on)
    {
        Broadcast(ViewerMessages.Recording(on, id));
        _owner.OnChanged(this);
    }
}
