using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Identity;

/// <summary>The groups of users.</summary>
public sealed record GroupsState
{
    /// <summary>By id.</summary>
    public ImmutableDictionary<string, GroupInfo> Groups { get; init; } = ImmutableDictionary<string, GroupInfo>.Empty;
}
