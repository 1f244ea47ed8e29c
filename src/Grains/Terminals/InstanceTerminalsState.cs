using System.Collections.Immutable;

namespace Anchorage.Grains.Terminals;

/// <summary>The terminals of an instance.</summary>
public sealed record InstanceTerminalsState
{
    /// <summary>Ids, oldest first.</summary>
    public ImmutableArray<string> Terminals { get; init; } = [];

    /// <summary>Those of them that have ended, in the order of their ends.</summary>
    public ImmutableArray<string> Ended { get; init; } = [];
}
