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
/// <param name="GroupId">The group to which it is given; null when it is given to one person.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ShareGrant")]
public sealed record ShareGrant(
    [property: Id(0)] string ShareId,
    [property: Id(1)] string SharerId,
    [property: Id(2)] string? InstanceId,
    [property: Id(3)] ImmutableArray<string>? Permissions,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] bool Enabled,
    [property: Id(6)] string? GroupId = null)
{
    /// <summary>True when it counts now for an object.</summary>
    public bool Covers(ResourceRef resource, DateTimeOffset now) => EffectOn(resource, now) == ShareEffect.Counts;

    /// <summary>True when it counts now for an instance of the sharer.</summary>
    public bool Covers(string instanceId, DateTimeOffset now) => Covers(new ResourceRef("instance", instanceId, SharerId), now);

    /// <summary>Whether it counts now for an object, and if not, why. The account of the sharer is not looked at.</summary>
    public ShareEffect EffectOn(ResourceRef resource, DateTimeOffset now) =>
        resource is not { Kind: "instance", Id: { } id } || (InstanceId ?? id) != id || (InstanceId is null && resource.OwnerId != SharerId) ? ShareEffect.Elsewhere
        : resource.OwnerId != SharerId ? ShareEffect.NotOwner
        : !Enabled ? ShareEffect.Off
        : ExpiresAt is { } end && end <= now ? ShareEffect.Expired
        : ShareEffect.Counts;
}
