using System.Collections.Immutable;

namespace Anchorage.Grains.Terminals;

/// <summary>The terminals of an instance.</summary>
public sealed record InstanceTerminalsState
{
    /// <summary>Ids, oldest first.</summary>
    public ImmutableArray<string> Terminals { get; init; } = [];
}
