using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Grains.Shares;

/// <summary>The shares of a person.</summary>
public sealed record UserSharesState
{
    /// <summary>Made, by id.</summary>
    public ImmutableDictionary<string, MadeShare> Made { get; init; } = ImmutableDictionary<string, MadeShare>.Empty;

    /// <summary>Given, by id.</summary>
    public ImmutableDictionary<string, ShareGrant> Given { get; init; } = ImmutableDictionary<string, ShareGrant>.Empty;

    /// <summary>Ids of groups that the person is in.</summary>
    public ImmutableHashSet<string> Groups { get; init; } = [];
}
