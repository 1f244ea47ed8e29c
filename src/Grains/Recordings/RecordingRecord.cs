using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Recordings;

namespace Anchorage.Grains.Recordings;

/// <summary>What is stored of a recording.</summary>
public sealed record RecordingRecord
{
    /// <summary>What is shown; null when there is no such recording.</summary>
    public RecordingInfo? Info { get; init; }

    /// <summary>The instance.</summary>
    public InstanceAccess? Instance { get; init; }
}
