using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Shares;

/// <summary>A share as both its sides see it (inventory D7).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sharer">Who shares.</param>
/// <param name="Sharee">With whom: an account, or a group when the id is one of a group (<see cref="Identity.GroupInfo.IsGroup"/>).</param>
/// <param name="Instance">The one instance; null for all of the sharer's, those of later included.</param>
/// <param name="Permissions">Names of permissions, sorted; null for all that the owner has.</param>
/// <param name="Description">What the sharer wrote about it; at most 200 characters.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="Enabled">False while it is switched off.</param>
/// <param name="Etag">Changes with every change.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ShareInfo")]
public sealed record ShareInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] ObjectName Sharer,
    [property: Id(2)] ObjectName Sharee,
    [property: Id(3)] ObjectName? Instance,
    [property: Id(4)] ImmutableArray<string>? Permissions,
    [property: Id(5)] string Description,
    [property: Id(6)] DateTimeOffset CreatedAt,
    [property: Id(7)] DateTimeOffset? ExpiresAt,
    [property: Id(8)] bool Enabled,
    [property: Id(9)] string Etag);
