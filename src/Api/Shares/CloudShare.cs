using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Api.Shares;

/// <summary>A share in the shape of system D (inventory D7), with the names beside the ids.</summary>
/// <param name="CreatedTimestamp">Milliseconds since 1970, as in system D.</param>
/// <param name="ExpiresTimestamp">Milliseconds since 1970; null for never.</param>
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
    string Etag)
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
        share.Etag);
}
