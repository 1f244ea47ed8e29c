using System.Collections.Immutable;

namespace Anchorage.Grains.Terminals;

/// <summary>The living terminals that a user opened.</summary>
public sealed record UserTerminalsState
{
    /// <summary>Ids, oldest first.</summary>
    public ImmutableArray<string> Terminals { get; init; } = [];
}
