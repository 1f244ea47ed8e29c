using Anchorage.Grains.Abstractions.Instances;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Recordings;

/// <summary>What terminals and nodes tell a recording (key <c>rec:ID</c>).</summary>
[Alias("anchorage.IRecordingSystemGrain")]
public interface IRecordingSystemGrain : IGrainWithStringKey
{
    /// <summary>It is about to begin.</summary>
    /// <exception cref="Errors.AnchorageException"><c>recording_limit</c>: the instance has as many as are allowed.</exception>
    [Alias("Begin")]
    Task Begin(RecordingInfo recording, InstanceAccess instance);

    /// <summary>It did not begin: keeps it as failed, or forgets it.</summary>
    /// <param name="keep">True where somebody must be able to see later that nothing was recorded.</param>
    [Alias("NotStarted")]
    Task NotStarted(bool keep);

    /// <summary>The node reports it (<c>RecordingReport</c> as JSON), or that it does not have it (null).</summary>
    [OneWay, Alias("Reported")]
    Task Reported(string nodeId, string? reportJson);

    /// <summary>The instance is gone: so is the recording.</summary>
    [OneWay, Alias("InstanceGone")]
    Task InstanceGone();

    /// <summary>The recording as it is, for lists; null when it is gone.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<RecordingInfo?> Read();
}
