using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Shares;

/// <summary>How a share shall be; the whole of it, whether it is new or changes.</summary>
/// <param name="Sharee">Id, user name or e-mail address; id or name of a group with <paramref name="ToGroup"/>. May not change later.</param>
/// <param name="InstanceId">The one instance; null for all of one's own. May not change later.</param>
/// <param name="Permissions">Names of permissions on instances; null for all that the owner has.</param>
/// <param name="Description">At most 200 characters.</param>
/// <param name="ExpiresAt">In the future; null for never.</param>
/// <param name="Enabled">False to switch it off.</param>
/// <param name="Etag">The ETag that must still hold; null when that does not matter.</param>
/// <param name="ToGroup">True when the sharee is a group of users.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ShareWish")]
public sealed record ShareWish(
    [property: Id(0)] string Sharee,
    [property: Id(1)] string? InstanceId,
    [property: Id(2)] ImmutableArray<string>? Permissions,
    [property: Id(3)] string? Description,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] bool Enabled,
    [property: Id(6)] string? Etag,
    [property: Id(7)] bool ToGroup = false);
