using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>Lists the recordings that lie on the node.</summary>
public interface IRecordingReporter
{
    /// <summary>All recordings, those that are being written too.</summary>
    Task<IReadOnlyList<RecordingReport>> ListAsync(CancellationToken cancellationToken);
}
