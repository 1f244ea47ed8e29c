using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;
using Anchorage.Grains.Identity;

namespace Anchorage.Grains.Shares;

/// <summary>See <see cref="IShareGrain"/>.</summary>
/// <remarks>
/// Order of writes: the sharer's list, the share, the sharee's grant; backwards when it ends. A change gives what is common to before and after while it is written. What is
/// cut off between leaves a share that gives less than it says, never a right that no list shows.
/// </remarks>
[GrainType("share")]
public sealed class ShareGrain(
    [PersistentState("share")] IPersistentState<ShareRecord> state,
    Authoriser authoriser,
    RightsCache rights,
    AuditTrail audit,
    EventPublisher events,
    TimeProvider time) : Grain, IShareGrain
{
    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private ShareInfo? Info => state.State.Info;

    private ResourceRef Resource => new("share", Id, Info?.Sharer.Id, Info?.Instance?.Name);

    /// <inheritdoc/>
    public async Task<ShareInfo> Save(Caller caller, ShareWish wish, bool isNew)
    {
        ShareInfo next;
        if (Info is { } former)
        {
            await Require(caller);
            if (wish.Etag is { } etag && etag != former.Etag)
            {
                throw new AnchorageException(ErrorCodes.ChangedMeanwhile, ("kind", "share"));
            }

            next = former with
            {
                Permissions = ShareRules.Listed(wish.Permissions),
                Description = ShareRules.Description(wish.Description),
                ExpiresAt = wish.ExpiresAt == former.ExpiresAt ? former.ExpiresAt : ShareRules.Expiry(wish.ExpiresAt, time.GetUtcNow()),
                Enabled = wish.Enabled,
                Etag = NextEtag(former.Etag),
            };
        }
        else
        {
            next = isNew ? await Make(caller, wish) : throw Fail.NotFound("share", Id);
        }

        return await audit.Run(caller, AuditActions.ShareSaved, Resource with { OwnerId = next.Sharer.Id, Name = next.Instance?.Name }, () => Keep(next), Describe(next));
    }

    /// <inheritdoc/>
    public async Task Delete(Caller caller)
    {
        await Require(caller);
        await audit.Run(caller, AuditActions.ShareDeleted, Resource, Remove, Describe(Info!));
    }

    /// <inheritdoc/>
    public Task<ShareInfo?> Read() => Task.FromResult(Info);

    /// <inheritdoc/>
    public async Task End(string reason)
    {
        if (Info is { } info)
        {
            await audit.Run(Caller.System("shares"), AuditActions.ShareDeleted, Resource, Remove, Describe(info).Add("reason", reason));
        }
    }

    private async Task Require(Caller caller)
    {
        await authoriser.Require(caller, Permissions.ShareInstance, Resource);
        if (Info is null)
        {
            throw Fail.NotFound("share", Id);
        }
    }

    private async Task<ShareInfo> Make(Caller caller, ShareWish wish)
    {
        ImmutableArray<string>? permissions = ShareRules.Listed(wish.Permissions);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? end = ShareRules.Expiry(wish.ExpiresAt, now);
        string description = ShareRules.Description(wish.Description);
        ObjectName? instance = null;
        string sharerId = caller.PrincipalId;
        if (wish.InstanceId is { } instanceId)
        {
            InstanceAccess access = await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId)).Permit(caller, Permissions.ShareInstance, mustRun: false);
            (instance, sharerId) = (new ObjectName(access.InstanceId, access.Name), access.OwnerId);
        }
        else
        {
            await authoriser.Require(caller, Permissions.ShareInstance, new ResourceRef("instance", null, caller.PrincipalId));
        }

        UserInfo sharer = await User(sharerId).Read() ?? throw Fail.NotFound("user", sharerId);
        ObjectName sharee = wish.ToGroup ? await FindGroup(wish.Sharee) : await FindUser(wish.Sharee);
        return sharee.Id == sharerId
            ? throw new AnchorageException(ErrorCodes.ShareWithSelf)
            : new ShareInfo(
                Id, new ObjectName(sharer.Id, sharer.Username), sharee, instance, permissions, description, now, end, wish.Enabled, NextEtag("0"));
    }

    private async Task<ObjectName> FindUser(string wished) =>
        await GrainFactory.FindUser(wished) is { } user ? new ObjectName(user.Id, user.Username) : throw Fail.NotFound("user", wished);

    private async Task<ObjectName> FindGroup(string wished) =>
        await Groups.Find(wished) is { } group ? new ObjectName(group.Id, group.Name) : throw Fail.NotFound("group", wished);

    private async Task<ShareInfo> Keep(ShareInfo next)
    {
        ShareGrant grant = Grant(next);
        IUserSharesGrain sharer = Shares(next.Sharer.Id);
        IUserSharesGrain sharee = Shares(next.Sharee.Id);
        if (Info is { } former)
        {
            ShareGrant common = ShareRules.Common(Grant(former), grant);
            await sharer.AddMade(Id, new MadeShare(next.Sharee.Id, common));
            await sharee.Give(common);
        }
        else
        {
            await sharer.AddMade(Id, new MadeShare(next.Sharee.Id, grant with { Enabled = false }));
        }

        await state.Save(new ShareRecord { Info = next });
        await sharee.Give(grant);
        await sharer.AddMade(Id, new MadeShare(next.Sharee.Id, grant));
        await Told(next, EventNames.ShareUpdated, next);
        return next;
    }

    private ShareGrant Grant(ShareInfo share) => new(Id, share.Sharer.Id, share.Instance?.Id, share.Permissions, share.ExpiresAt, share.Enabled,
        GroupInfo.IsGroup(share.Sharee.Id) ? share.Sharee.Id : null);

    private async Task Remove()
    {
        ShareInfo last = Info!;
        await Shares(last.Sharee.Id).TakeBack(Id);
        await state.Clear();
        await Shares(last.Sharer.Id).RemoveMade(Id);
        await Told(last, EventNames.ShareDeleted, new IdPayload(Id));
        DeactivateOnIdle();
    }

    private async Task Told<T>(ShareInfo share, string name, T payload)
    {
        ImmutableArray<string> sharees = GroupInfo.IsGroup(share.Sharee.Id)
            ? [.. (await Groups.Find(share.Sharee.Id))?.Members.Select(static m => m.Id) ?? []]
            : [share.Sharee.Id];
        foreach (string sharee in sharees)
        {
            rights.Invalidate(sharee);
        }

        await events.Publish(name, Id, payload, share.Sharer.Id, administrators: false, others: sharees);
        await events.Publish(EventNames.Resync, null, new object(), null, administrators: false, others: sharees);
    }

    private IUserSystemGrain User(string id) => GrainFactory.GetGrain<IUserSystemGrain>(GrainKeys.User(id));

    private IGroupsGrain Groups => GrainFactory.GetGrain<IGroupsGrain>(GrainKeys.Groups);

    private IUserSharesGrain Shares(string userId) => GrainFactory.GetGrain<IUserSharesGrain>(GrainKeys.UserShares(userId));

    private static string NextEtag(string etag) => (long.Parse(etag, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    private static ImmutableDictionary<string, string> Describe(ShareInfo share) => ImmutableDictionary<string, string>.Empty
        .Add("sharee", share.Sharee.Name)
        .Add("instance", share.Instance?.Name ?? "all")
        .Add("permissions", share.Permissions is { } listed ? string.Join(' ', listed) : "all")
        .Add("enabled", share.Enabled ? "true" : "false")
        .Add("expiresAt", share.ExpiresAt?.ToString("O", CultureInfo.InvariantCulture) ?? "never");
}
