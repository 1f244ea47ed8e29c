using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Audit;

namespace Anchorage.Grains.Authorisation;

/// <summary>The one authoriser, under every front door. Asked at the moment of use; a refusal is audited.</summary>
public sealed class Authoriser(RightsCache rights, AuditTrail audit, TimeProvider time)
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

    /// <summary>Decides without a trace, for lists and for re-checks of live sockets.</summary>
    public async ValueTask<Verdict> Decide(Caller caller, string permission, ResourceRef resource)
    {
        UserRights? now = caller.Kind == CallerKind.User ? await rights.Get(caller.PrincipalId) : null;
        return AccessRules.Decide(caller, now, permission, resource, time.GetUtcNow());
    }

    /// <summary>True while the caller's account and credential live.</summary>
    public async ValueTask<bool> IsLive(Caller caller) =>
        AccessRules.IsLive(caller, caller.Kind == CallerKind.User ? await rights.Get(caller.PrincipalId) : null, time.GetUtcNow());

    /// <summary>True for administrators and for the system.</summary>
    public async ValueTask<bool> IsAdministrator(Caller caller) =>
        caller.Kind is CallerKind.System or CallerKind.LocalAdmin
        || (await IsLive(caller) && await rights.Get(caller.PrincipalId) is { Role: UserRole.Admin or UserRole.Superadmin });
}
