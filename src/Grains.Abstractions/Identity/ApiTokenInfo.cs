using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>An API token, without its secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Given by the user.</param>
/// <param name="Scopes">Permissions, or <c>*</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">End, or never.</param>
/// <param name="LastUsedAt">Last request, to the minute.</param>
/// <param name="Prefix">Beginning of the token, to recognise it.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ApiTokenInfo")]
public sealed record ApiTokenInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string Label,
    [property: Id(2)] ImmutableArray<string> Scopes,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] DateTimeOffset? LastUsedAt,
    [property: Id(6)] string Prefix);
