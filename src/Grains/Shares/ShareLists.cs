using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Authorisation;

namespace Anchorage.Grains.Shares;

/// <summary>Lists of shares for every front door.</summary>
public sealed class ShareLists(IGrainFactory grains, RightsCache rights, Authoriser authoriser)
{
    /// <summary>Shares that the caller made or was given, also by a group, oldest first.</summary>
    public async Task<ImmutableArray<ShareInfo>> List(Caller caller)
    {
        await authoriser.Require(caller, Permissions.ReadInstance, new ResourceRef("instance", null, caller.PrincipalId));
        IUserSharesGrain mine = grains.GetGrain<IUserSharesGrain>(GrainKeys.UserShares(caller.PrincipalId));
        IEnumerable<string> ids = (await mine.GetMade()).Keys.Concat((await rights.ReadGrants(caller.PrincipalId)).Select(static g => g.ShareId));
        ShareInfo?[] shares = await Task.WhenAll(ids.Distinct(StringComparer.Ordinal).Select(id => grains.GetGrain<IShareGrain>(GrainKeys.Share(id)).Read()));
        return [.. shares.OfType<ShareInfo>().OrderBy(static s => s.CreatedAt).ThenBy(static s => s.Id, StringComparer.Ordinal)];
    }
}
