using System.Collections.Immutable;

namespace Anchorage.Api.Shares;

/// <param name="Id">The share to change; null makes a new one.</param>
/// <param name="ShareeId">Id, user name or e-mail address; only for a new one.</param>
/// <param name="InstanceId">Id or own name; null for all; only for a new one.</param>
/// <param name="Etag">What must still hold; null when that does not matter.</param>
/// <param name="GroupId">Id or name of a group of users, in place of <paramref name="ShareeId"/>; only for a new one.</param>
internal sealed record SaveShareBody(
    string? Id, string? ShareeId, string? InstanceId, ImmutableArray<string>? Permissions, string? Description, long? ExpiresTimestamp, bool? IsEnabled, string? Etag,
    string? GroupId);
