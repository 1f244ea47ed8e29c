using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Api.Shares;

/// <summary>A share in the shape of system D (inventory D7), with the names beside the ids.</summary>
/// <param name="ShareeId">An account, or the group that <paramref name="GroupId"/> names as well.</param>
/// <param name="CreatedTimestamp">Milliseconds since 1970, as in system D.</param>
/// <param name="ExpiresTimestamp">Milliseconds since 1970; null for never.</param>
/// <param name="GroupId">The group of users with which it is shared; null when it is shared with one person.</param>
internal sealed record CloudShare(
    string Id,
    string SharerId,
    string SharerName,
    string ShareeId,
    string ShareeName,
    string? InstanceId,
    string? InstanceName,
    ImmutableArray<string>? Permissions,
    string Description,
    long CreatedTimestamp,
    long? ExpiresTimestamp,
    bool IsEnabled,
    string Etag,
    string? GroupId)
{
    public static CloudShare Of(ShareInfo share) => new(
        share.Id,
        share.Sharer.Id,
        share.Sharer.Name,
        share.Sharee.Id,
        share.Sharee.Name,
        share.Instance?.Id,
        share.Instance?.Name,
        share.Permissions,
        share.Description,
        share.CreatedAt.ToUnixTimeMilliseconds(),
        share.ExpiresAt?.ToUnixTimeMilliseconds(),
        share.Enabled,
        share.Etag,
        GroupInfo.IsGroup(share.Sharee.Id) ? share.Sharee.Id : null);
}
