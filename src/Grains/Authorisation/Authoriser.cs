using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Audit;

namespace Anchorage.Grains.Authorisation;

/// <summary>The one authoriser, under every front door. Asked at the moment of use; a refusal is audited.</summary>
public sealed class Authoriser(RightsCache rights, AuditTrail audit, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Requires a permission.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="permission">A name of <see cref="Permissions"/>.</param>
    /// <param name="resource">What it is about.</param>
    /// <exception cref="AnchorageException"><c>not_signed_in</c> or a <c>signed_out_...</c> code; the not-found code of the kind when the caller may not even see it; <c>forbidden</c> or <c>scope_missing</c> otherwise.</exception>
    public async ValueTask Require(Caller caller, string permission, ResourceRef resource)
    {
        Verdict verdict = await Decide(caller, permission, resource);
        if (verdict.Allowed)
        {
            return;
        }

        // The actor reads this row too: of what one may not see it tells no more than the id that was asked for.
        bool hidden = verdict.Code == Fail.NotFoundCode(resource.Kind);
        await audit.Refused(caller, permission, hidden ? new ResourceRef(resource.Kind, resource.Id) : resource, verdict.Code!);
        throw new AnchorageException(
            verdict.Code!, (resource.Kind, resource.Id ?? resource.Name ?? "?"), ("kind", resource.Kind), ("permission", permission));
    }

    /// <summary>Requires a permission of a program, which its owner may still have to agree to.</summary>
    /// <returns>True when the owner must be asked.</returns>
    /// <exception cref="AnchorageException">As <see cref="Require"/>.</exception>
    public async ValueTask<bool> RequireOrAsk(Caller caller, string permission, ResourceRef resource)
    {
        if ((await Decide(caller, permission, resource)).Code == ErrorCodes.McpApprovalRequired)
        {
            return true;
        }

        await Require(caller, permission, resource);
        return false;
    }

    /// <summary>Decides without a trace, for lists and for re-checks of live sockets.</summary>
    public async ValueTask<Verdict> Decide(Caller caller, string permission, ResourceRef resource)
    {
        UserRights? now = caller.Kind == CallerKind.User ? await rights.Get(caller.PrincipalId) : null;
        Verdict verdict = AccessRules.Decide(caller, now, permission, resource, time.GetUtcNow(), await Grants(caller.Kind, caller.PrincipalId, resource));
        return verdict.Code == ErrorCodes.McpApprovalRequired && await IsApproved(caller, resource) ? Verdict.Permitted : verdict;
    }

    // Asked of the one who keeps the answers: what a front door says it was told does not count.
    private async ValueTask<bool> IsApproved(Caller caller, ResourceRef resource) => caller.McpCall is { } call && resource.OwnerId is { } owner
        && await grains.GetGrain<IMcpSystemGrain>(GrainKeys.Mcp(owner)).IsApproved(call, caller.CredentialId, resource.Id);

    /// <summary>What a caller may do with an instance, sorted.</summary>
    public async ValueTask<ImmutableArray<string>> PermissionsOn(Caller caller, ResourceRef resource)
    {
        UserRights? now = caller.Kind == CallerKind.User ? await rights.Get(caller.PrincipalId) : null;
        ImmutableArray<ShareGrant> grants = await Grants(caller.Kind, caller.PrincipalId, resource);
        return [.. Permissions.OnInstance.Where(p => AccessRules.Decide(caller, now, p, resource, time.GetUtcNow(), grants) is { Allowed: true } or { Code: ErrorCodes.McpApprovalRequired })];
    }

    /// <summary>What an account may do with an instance, sorted: what <see cref="PermissionsOn"/> says to the account itself.</summary>
    public async ValueTask<ImmutableArray<string>> PermissionsOf(string userId, ResourceRef resource)
    {
        UserRights? account = await rights.Get(userId);
        ImmutableArray<ShareGrant> grants = await Grants(CallerKind.User, userId, resource);
        return account is null ? [] : [.. Permissions.OnInstance.Where(p => AccessRules.OfAccount(account, p, resource, grants).Allowed)];
    }

    /// <summary>Decides for an account, whatever credential it shows, and tells what was shared with it about the object, whether that counts or not.</summary>
    /// <returns>Null when there is no such account.</returns>
    public async ValueTask<(UserRights Account, Verdict Verdict, ImmutableArray<(ShareGrant Grant, ShareEffect Effect)> Shares)?> DecideFor(string userId, string permission, ResourceRef resource)
    {
        if (await rights.Get(userId) is not { } account)
        {
            return null;
        }

        ImmutableArray<(ShareGrant Grant, ShareEffect Effect)> shares = await Effects(CallerKind.User, userId, resource);
        return (account, AccessRules.OfAccount(account, permission, resource, Counting(shares)), shares);
    }

    private async ValueTask<ImmutableArray<ShareGrant>> Grants(CallerKind kind, string userId, ResourceRef resource) => Counting(await Effects(kind, userId, resource));

    private static ImmutableArray<ShareGrant> Counting(ImmutableArray<(ShareGrant Grant, ShareEffect Effect)> shares) =>
        shares.IsEmpty ? [] : [.. shares.Where(static s => s.Effect == ShareEffect.Counts).Select(static s => s.Grant)];

    // A share gives what its sharer could do: with the account of the sharer ended, or the instance no longer theirs, it gives nothing.
    private async ValueTask<ImmutableArray<(ShareGrant Grant, ShareEffect Effect)>> Effects(CallerKind kind, string userId, ResourceRef resource)
    {
        if (kind != CallerKind.User || resource.OwnerId is not { } owner || owner == userId)
        {
            return [];
        }

        DateTimeOffset now = time.GetUtcNow();
        ImmutableArray<(ShareGrant Grant, ShareEffect Effect)> effects =
            [.. (await rights.GetGrants(userId)).Select(g => (g, g.EffectOn(resource, now))).Where(static e => e.Item2 != ShareEffect.Elsewhere)];
        return effects.IsEmpty || await rights.Get(owner) is { Status: UserStatus.Active }
            ? effects
            : [.. effects.Select(static e => e.Effect == ShareEffect.Counts ? (e.Grant, ShareEffect.SharerEnded) : e)];
    }

    /// <summary>True while the caller's account and credential live.</summary>
    public async ValueTask<bool> IsLive(Caller caller) =>
        AccessRules.IsLive(caller, caller.Kind == CallerKind.User ? await rights.Get(caller.PrincipalId) : null, time.GetUtcNow());

    /// <summary>True for administrators and for the system.</summary>
    public async ValueTask<bool> IsAdministrator(Caller caller) =>
        caller.Kind is CallerKind.System or CallerKind.LocalAdmin
        || (await IsLive(caller) && await rights.Get(caller.PrincipalId) is { Role: UserRole.Admin or UserRole.Superadmin });
}
