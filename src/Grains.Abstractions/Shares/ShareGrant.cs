using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;

namespace Anchorage.Grains.Abstractions.Shares;

/// <summary>What a share gives, as the authoriser reads it.</summary>
/// <param name="ShareId">The share.</param>
/// <param name="SharerId">Whose instances it is about. It covers only what this person owns at the moment of use.</param>
/// <param name="InstanceId">The one instance; null for all of the sharer's, those of later included.</param>
/// <param name="Permissions">Names of permissions; null for all that the owner has on an instance, except to share it on.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="Enabled">False while it is switched off.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ShareGrant")]
public sealed record ShareGrant(
    [property: Id(0)] string ShareId,
    [property: Id(1)] string SharerId,
    [property: Id(2)] string? InstanceId,
    [property: Id(3)] ImmutableArray<string>? Permissions,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] bool Enabled)
{
    /// <summary>True when it counts now for an object.</summary>
    public bool Covers(ResourceRef resource, DateTimeOffset now) =>
        resource is { Kind: "instance", Id: { } id } && resource.OwnerId == SharerId && Covers(id, now);

    /// <summary>True when it counts now for an instance of the sharer.</summary>
    public bool Covers(string instanceId, DateTimeOffset now) =>
        Enabled && (ExpiresAt is not { } end || end > now) && (InstanceId is null || InstanceId == instanceId);
}
