using System.Collections.Frozen;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Mcp;
using Anchorage.Grains.Shares;

namespace Anchorage.Grains.Authorisation;

/// <summary>The rules: who may do what. Pure; the permission matrix of the tests is written against them by hand.</summary>
public static class AccessRules
{
    /// <summary>What every active account may ask for without owning anything.</summary>
    private static readonly FrozenSet<string> Everybody = FrozenSet.Create(
        StringComparer.Ordinal, Permissions.CreateInstance, Permissions.CreateNode, Permissions.ReadImage, Permissions.ReadAudit, Permissions.UseMcp);

    /// <summary>What an owner may do with own objects. Sharing a node is an administrator's decision (architecture 1).</summary>
    private static readonly FrozenSet<string> Owner = FrozenSet.Create(
        StringComparer.Ordinal,
        Permissions.ReadInstance, Permissions.CreateInstance, Permissions.ManageInstance, Permissions.ControlInstance, Permissions.ShareInstance,
        Permissions.CommandInstance, Permissions.ExecInstance, Permissions.RootInstance, Permissions.SshInstance, Permissions.ForwardInstance, Permissions.ReadLogs,
        Permissions.BrowseFiles, Permissions.ReadFiles, Permissions.WriteFiles, Permissions.ReadGit, Permissions.WriteGit, Permissions.ManageMcp,
        Permissions.ReadNode, Permissions.CreateNode, Permissions.ManageNode, Permissions.ReadUser,
        Permissions.ManageCredentials, Permissions.ReadOperation, Permissions.CancelOperation, Permissions.ReadAudit);

    /// <summary>What an administrator may do with objects of others: keep the house, never look inside.</summary>
    private static readonly FrozenSet<string> Administrator = FrozenSet.Create(
        StringComparer.Ordinal,
        Permissions.ReadInstance, Permissions.ManageInstance, Permissions.ControlInstance, Permissions.ReadNode, Permissions.ManageNode, Permissions.ShareNode, Permissions.ManageAnchoring, Permissions.ReadUser,
        Permissions.ManageUser, Permissions.ReadOperation, Permissions.CancelOperation, Permissions.ReadAudit, Permissions.ReadImage);

    /// <summary>Decides.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="rights">The rights of that account now; null when there is none.</param>
    /// <param name="permission">A name of <see cref="Permissions"/>.</param>
    /// <param name="resource">What it is about.</param>
    /// <param name="now">The time.</param>
    /// <param name="grants">What was shared with the account and covers the object now.</param>
    public static Verdict Decide(
        Caller caller, UserRights? rights, string permission, ResourceRef resource, DateTimeOffset now, IReadOnlyCollection<ShareGrant>? grants = null)
    {
        if (caller.Kind is CallerKind.System or CallerKind.LocalAdmin)
        {
            return Verdict.Permitted;
        }

        if (!IsLive(caller, rights, now))
        {
            return Verdict.Refused(WhyNotLive(caller, rights, now));
        }

        Verdict account = OfAccount(rights!, permission, resource, grants);
        CredentialRights credential = rights!.Credentials[caller.CredentialId!];
        return !account.Allowed ? account
            : !ScopesAllow(credential, permission) ? Verdict.Refused(ErrorCodes.ScopeMissing)
            : IsProgram(credential) && resource is { Kind: "instance", Id: not null } ? McpRules.Decide(resource.Mcp, permission)
            : account;
    }

    /// <summary>Decides what an account may, with every credential that does not narrow it.</summary>
    /// <param name="rights">The rights of the account now.</param>
    /// <param name="permission">A name of <see cref="Permissions"/>.</param>
    /// <param name="resource">What it is about.</param>
    /// <param name="grants">What was shared with the account and covers the object now.</param>
    public static Verdict OfAccount(UserRights rights, string permission, ResourceRef resource, IReadOnlyCollection<ShareGrant>? grants)
    {
        if (rights.Status != UserStatus.Active)
        {
            return Verdict.Refused(WhyNotActive(rights.Status));
        }

        if (RoleRule(rights, permission, resource) is { } rule)
        {
            return Verdict.By(rule);
        }

        if (grants?.FirstOrDefault(g => ShareRules.Gives(g, permission)) is { } share)
        {
            return Verdict.By(AccessRule.Share, share);
        }

        string read = ReadPermission(resource.Kind);
        bool visible = resource.Id is null || RoleRule(rights, read, resource) is not null || grants?.Any(g => ShareRules.Gives(g, read)) == true;
        return Verdict.Refused(visible ? ErrorCodes.Forbidden : Fail.NotFoundCode(resource.Kind));
    }

    /// <summary>True while the account is active and the session or token of the caller lives.</summary>
    public static bool IsLive(Caller caller, UserRights? rights, DateTimeOffset now) =>
        caller.Kind is CallerKind.System or CallerKind.LocalAdmin
        || (caller.Kind == CallerKind.User
            && rights is { Status: UserStatus.Active }
            && caller.CredentialId is { } id
            && rights.Credentials.TryGetValue(id, out CredentialRights? credential)
            && (credential.ExpiresAt is not { } end || end > now));

    /// <summary>The code that tells a caller who is not live why. What is behind a credential that does not exist is told to nobody.</summary>
    public static string WhyNotLive(Caller caller, UserRights? rights, DateTimeOffset now) =>
        caller.CredentialId is not { } id || rights is null || !rights.Credentials.TryGetValue(id, out CredentialRights? credential) ? ErrorCodes.NotSignedIn
        : rights.Status is UserStatus.Disabled or UserStatus.Expired ? WhyNotActive(rights.Status)
        : credential.ExpiresAt is { } end && end <= now ? ErrorCodes.SignedOutExpired
        : ErrorCodes.NotSignedIn;

    private static string WhyNotActive(UserStatus status) => status switch
    {
        UserStatus.Disabled => ErrorCodes.SignedOutDisabled,
        UserStatus.Expired => ErrorCodes.SignedOutAccountExpired,
        _ => ErrorCodes.NotSignedIn,
    };

    private static AccessRule? RoleRule(UserRights rights, string permission, ResourceRef resource) =>
        rights.Role == UserRole.Superadmin ? AccessRule.Superadmin
        : resource.OwnerId is { } owner && owner == rights.UserId && Owner.Contains(permission) ? AccessRule.Owner
        : resource is { Kind: "node", Shared: true } && permission == Permissions.ReadNode ? AccessRule.SharedNode
        : resource.Id is null && Everybody.Contains(permission) ? AccessRule.Everybody
        : rights.Role == UserRole.Admin && Administrator.Contains(permission) ? AccessRule.Administrator
        : null;

    private static bool IsProgram(CredentialRights credential) => credential.Scopes.Contains(Permissions.UseMcp, StringComparer.Ordinal);

    // A token for everything is nothing to hand to a program: what it does there would pass by the rules for programs.
    private static bool ScopesAllow(CredentialRights credential, string permission) => permission == Permissions.UseMcp
        ? IsProgram(credential)
        : credential.Scopes.Contains(Caller.AllScopes, StringComparer.Ordinal) || credential.Scopes.Contains(permission, StringComparer.Ordinal)
        || (permission == Permissions.ControlInstance && credential.Scopes.Contains(Permissions.ManageInstance, StringComparer.Ordinal))
        || (permission == Permissions.BrowseFiles && credential.Scopes.Contains(Permissions.ReadFiles, StringComparer.Ordinal));

    private static string ReadPermission(string kind) => kind switch
    {
        "instance" or "terminal" or "recording" => Permissions.ReadInstance,
        "node" => Permissions.ReadNode,
        "user" or "group" => Permissions.ReadUser,
        "operation" => Permissions.ReadOperation,
        "share" => Permissions.ShareInstance,
        "image" => Permissions.ReadImage,
        _ => Permissions.ReadAudit,
    };
}
