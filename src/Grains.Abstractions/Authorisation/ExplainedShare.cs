using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>A share in an explanation.</summary>
/// <param name="ShareId">The share.</param>
/// <param name="Sharer">Who shares.</param>
/// <param name="Group">The group by which it reaches the account; null when it is shared with the account itself.</param>
/// <param name="Permissions">What it names; null for all that the owner has.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="Effect">Whether it counts, and if not, why.</param>
/// <param name="Gives">True when it gives what was asked, or would if it counted.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ExplainedShare")]
public sealed record ExplainedShare(
    [property: Id(0)] string ShareId,
    [property: Id(1)] ObjectName Sharer,
    [property: Id(2)] ObjectName? Group,
    [property: Id(3)] ImmutableArray<string>? Permissions,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] ShareEffect Effect,
    [property: Id(6)] bool Gives);
