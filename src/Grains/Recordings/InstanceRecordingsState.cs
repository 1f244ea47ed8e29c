using System.Collections.Immutable;

namespace Anchorage.Grains.Recordings;

/// <summary>The recordings of an instance.</summary>
public sealed record InstanceRecordingsState
{
    /// <summary>Ids, oldest first.</summary>
    public ImmutableArray<string> Recordings { get; init; } = [];
}
