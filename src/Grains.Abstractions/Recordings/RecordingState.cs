namespace Anchorage.Grains.Abstractions.Recordings;

/// <summary>Where a recording stands.</summary>
public enum RecordingState
{
    /// <summary>Output is added.</summary>
    Running,

    /// <summary>It is whole.</summary>
    Ended,

    /// <summary>It could not begin, or its node does not have it any more.</summary>
    Failed,
}
