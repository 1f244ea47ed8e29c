using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Identity;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Shares;

namespace Anchorage.Grains.Authorisation;

/// <summary>Answers who may do what, and why. Every answer stands in the audit.</summary>
public sealed class AccessQuestions(IGrainFactory grains, InstanceLists instances, RightsCache rights, Authoriser authoriser, AuditTrail audit)
{
    /// <summary>Why an account may do something, or may not: for oneself, for administrators, and for owners about their own instances.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="user">Id, user name or e-mail address.</param>
    /// <param name="permission">A name of <see cref="Permissions"/>.</param>
    /// <param name="instanceId">The instance; null for permissions that are about none.</param>
    /// <exception cref="AnchorageException"><c>invalid_request</c>, <c>instance_not_found</c>, <c>user_not_found</c>, <c>scope_missing</c>.</exception>
    public async Task<AccessExplanation> Why(Caller caller, string user, string permission, string? instanceId)
    {
        InstanceInfo? instance = instanceId is null ? null : await Instance(caller, instanceId);
        bool owns = instance is not null && (await authoriser.Decide(caller, Permissions.ShareInstance, instance.Resource)).Allowed;
        UserInfo asked = await Account(caller, user, owns ? null : Permissions.ReadUser);
        if (!Permissions.All.Contains(permission))
        {
            throw Fail.Invalid("permission", $"is unknown; known are {string.Join(", ", Permissions.All)}");
        }

        if (instance is null == Permissions.OnInstance.Contains(permission))
        {
            throw Fail.Invalid("instance", instance is null ? $"must name the instance, because {permission} is about one" : $"must be left out, because {permission} is about no single one");
        }

        ResourceRef resource = instance?.Resource ?? Whole(permission, asked.Id);
        (UserRights account, Verdict verdict, ImmutableArray<(ShareGrant Grant, ShareEffect Effect)> considered) =
            await authoriser.DecideFor(asked.Id, permission, resource) ?? throw Fail.NotFound("user", user);
        ImmutableArray<ExplainedShare> shares = await Explained(considered.OrderBy(s => s.Grant != verdict.Share), permission);
        string reason = AccessReasons.Describe(account.Username, permission, instance?.Name, account.Status, verdict, shares);
        await audit.Note(
            caller,
            AuditActions.AccessExplained,
            instance is null ? Resource(asked) : resource,
            details: ImmutableDictionary<string, string>.Empty
                .Add("user", account.Username).Add("permission", permission).Add("allowed", verdict.Allowed ? "true" : "false").Add("rule", verdict.Rule?.ToString() ?? verdict.Code!));
        return new AccessExplanation(
            new ObjectName(asked.Id, asked.Username),
            account.Role,
            account.Status,
            permission,
            instance is null ? null : new ObjectName(instance.Id, instance.Name),
            verdict.Allowed,
            verdict.Rule,
            verdict.Code,
            char.ToUpperInvariant(reason[0]) + reason[1..],
            shares);
    }

    /// <summary>What an account sees (<c>view:user</c>). It is read for the account, nothing is ever done as the account: no session or token of it is made.</summary>
    /// <exception cref="AnchorageException"><c>user_not_found</c>, <c>forbidden</c>, <c>scope_missing</c>.</exception>
    public async Task<AccountView> BeginView(Caller caller, string user)
    {
        UserInfo seen = await Account(caller, user, Permissions.ViewUser);
        await audit.Note(caller, AuditActions.ViewBegun, Resource(seen));
        UserRights account = await rights.Get(seen.Id) ?? throw Fail.NotFound("user", user);
        return new AccountView(
            new ObjectName(seen.Id, seen.Username),
            account.Role,
            account.Status,
            [.. Permissions.All.Where(p => !Permissions.OnInstance.Contains(p) && AccessRules.OfAccount(account, p, Whole(p, seen.Id), null).Allowed)],
            [.. (await grains.GetGrain<IGroupsGrain>(GrainKeys.Groups).Of(seen.Id)).Select(static g => new ObjectName(g.Id, g.Name))],
            [.. (await instances.SeenBy(seen.Id)).Select(static i => new ViewedInstance(i.Id, i.Name, i.Kind, i.Status, i.Owner, i.Permissions ?? []))]);
    }

    /// <summary>Notes that somebody looks no more (<c>view:user</c>).</summary>
    /// <exception cref="AnchorageException"><c>user_not_found</c>, <c>forbidden</c>, <c>scope_missing</c>.</exception>
    public async Task EndView(Caller caller, string user) => await audit.Note(caller, AuditActions.ViewEnded, Resource(await Account(caller, user, Permissions.ViewUser)));

    private async Task<InstanceInfo> Instance(Caller caller, string instanceId)
    {
        InstanceInfo? instance = await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId)).Read();
        await authoriser.Require(caller, Permissions.ReadInstance, instance?.Resource ?? new ResourceRef("instance", instanceId));
        return instance ?? throw Fail.NotFound("instance", instanceId);
    }

    // Who may not ask about an account is told the same whether there is one or not.
    private async Task<UserInfo> Account(Caller caller, string user, string? permission)
    {
        UserInfo? account = await grains.FindUser(user);
        if (permission is not null)
        {
            await authoriser.Require(caller, permission, account is null ? new ResourceRef("user", user) : Resource(account));
        }

        return account ?? throw Fail.NotFound("user", user);
    }

    private async Task<ImmutableArray<ExplainedShare>> Explained(IEnumerable<(ShareGrant Grant, ShareEffect Effect)> shares, string permission)
    {
        ImmutableArray<ExplainedShare>.Builder explained = ImmutableArray.CreateBuilder<ExplainedShare>();
        foreach ((ShareGrant grant, ShareEffect effect) in shares)
        {
            string sharer = (await rights.Get(grant.SharerId))?.Username ?? grant.SharerId;
            GroupInfo? group = grant.GroupId is { } id ? await grains.GetGrain<IGroupsGrain>(GrainKeys.Groups).Find(id) : null;
            explained.Add(new ExplainedShare(
                grant.ShareId,
                new ObjectName(grant.SharerId, sharer),
                group is null ? null : new ObjectName(group.Id, group.Name),
                grant.Permissions,
                grant.ExpiresAt,
                effect,
                ShareRules.Gives(grant, permission)));
        }

        return explained.ToImmutable();
    }

    // What is asked about no object is asked about the whole kind; one's credentials are one's own.
    private static ResourceRef Whole(string permission, string userId) =>
        new(permission[(permission.IndexOf(':', StringComparison.Ordinal) + 1)..], null, permission == Permissions.ManageCredentials ? userId : null);

    private static ResourceRef Resource(UserInfo user) => new("user", user.Id, user.Id, user.Username);
}
