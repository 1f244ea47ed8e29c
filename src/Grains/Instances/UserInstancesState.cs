using System.Collections.Immutable;

namespace Anchorage.Grains.Instances;

/// <summary>The instances of a user.</summary>
public sealed record UserInstancesState
{
    /// <summary>Names by id.</summary>
    public ImmutableDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Those of them that are machines.</summary>
    public ImmutableHashSet<string> Machines { get; init; } = [];

    /// <summary>Those of them that are in the trash, and when each is due to be purged.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Trashed { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;
}
