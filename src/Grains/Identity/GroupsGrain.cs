using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;

namespace Anchorage.Grains.Identity;

/// <summary>See <see cref="IGroupsGrain"/>.</summary>
/// <remarks>
/// Whoever is in a group has that noted a second time where the authoriser reads what was shared with them. Joining writes the group first, leaving writes it last: what is
/// cut off between leaves somebody who has less than the group says, never somebody with a right that no list shows. A change can be repeated until it is complete.
/// </remarks>
[GrainType("groups")]
public sealed class GroupsGrain(
    [PersistentState("groups")] IPersistentState<GroupsState> state,
    Authoriser authoriser,
    RightsCache rights,
    AuditTrail audit,
    EventPublisher events,
    IIdSource ids,
    TimeProvider time) : Grain, IGroupsGrain
{
    private static readonly ResourceRef AllGroups = new("group");

    private ImmutableDictionary<string, GroupInfo> Groups => state.State.Groups;

    /// <inheritdoc/>
    public async Task<ImmutableArray<GroupInfo>> List(Caller caller)
    {
        await authoriser.Require(caller, Permissions.ReadUser, new ResourceRef("group", null, caller.PrincipalId));
        bool all = (await authoriser.Decide(caller, Permissions.ReadUser, AllGroups)).Allowed;
        return all ? [.. Groups.Values.OrderBy(static g => g.Name, StringComparer.Ordinal)] : await Of(caller.PrincipalId);
    }

    /// <inheritdoc/>
    public async Task<GroupInfo> Create(Caller caller, string name, GroupChange rest)
    {
        await authoriser.Require(caller, Permissions.ManageUser, AllGroups);
        name = GroupRules.Name(name);
        if (Groups.Values.Any(g => g.Name == name))
        {
            throw new AnchorageException(ErrorCodes.GroupNameTaken, ("group", name));
        }

        if (Groups.Count >= GroupRules.Limit)
        {
            throw GroupRules.TooMany(GroupRules.Limit, "groups");
        }

        GroupInfo empty = new(GroupInfo.IdPrefix + ids.NewId(), name, string.Empty, [], time.GetUtcNow(), "0");
        (GroupInfo made, ImmutableArray<ObjectName> joining, _) = await Plan(empty, rest);
        return await audit.Run(
            caller, AuditActions.GroupCreated, new ResourceRef("group", null, null, name), () => Keep(made, joining, []), Describe(joining, []), created: static g => g.Id);
    }

    /// <inheritdoc/>
    public async Task<GroupInfo> Update(Caller caller, string groupId, GroupChange change, string? ifMatch)
    {
        GroupInfo former = await Require(caller, groupId);
        if (ifMatch is not null && ifMatch != former.Etag)
        {
            throw new AnchorageException(ErrorCodes.ChangedMeanwhile, ("kind", "group"));
        }

        (GroupInfo next, ImmutableArray<ObjectName> joining, ImmutableArray<ObjectName> leaving) = await Plan(former, change);
        return await audit.Run(caller, AuditActions.GroupUpdated, Resource(former), () => Keep(next, joining, leaving), Describe(joining, leaving));
    }

    /// <inheritdoc/>
    public async Task Delete(Caller caller, string groupId)
    {
        GroupInfo group = await Require(caller, groupId);
        await audit.Run(caller, AuditActions.GroupDeleted, Resource(group), () => Remove(group), Describe([], group.Members));
    }

    /// <inheritdoc/>
    public Task<GroupInfo?> Find(string idOrName)
    {
        string name = idOrName.Trim();
        return Task.FromResult(Groups.GetValueOrDefault(name) ?? Groups.Values.FirstOrDefault(g => string.Equals(g.Name, name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<GroupInfo>> Of(string userId) =>
        Task.FromResult<ImmutableArray<GroupInfo>>([.. Groups.Values.Where(g => g.Members.Any(m => m.Id == userId)).OrderBy(static g => g.Name, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public async Task Forget(string userId)
    {
        foreach (GroupInfo group in await Of(userId))
        {
            ObjectName member = group.Members.First(m => m.Id == userId);
            await Keep(Next(group) with { Members = GroupRules.Members(group.Members, [], [userId]) }, [], [member]);
        }
    }

    private async Task<GroupInfo> Require(Caller caller, string groupId)
    {
        GroupInfo? group = Groups.GetValueOrDefault(groupId);
        await authoriser.Require(caller, Permissions.ManageUser, group is null ? new ResourceRef("group", groupId) : Resource(group));
        return group ?? throw Fail.NotFound("group", groupId);
    }

    private async Task<(GroupInfo Next, ImmutableArray<ObjectName> Joining, ImmutableArray<ObjectName> Leaving)> Plan(GroupInfo former, GroupChange change)
    {
        List<ObjectName> joining = [];
        foreach (string name in Named("add", change.Add))
        {
            joining.Add(await GrainFactory.FindUser(name) is { } user ? new ObjectName(user.Id, user.Username) : throw Fail.NotFound("user", name));
        }

        ImmutableArray<ObjectName> leaving =
            [.. Named("remove", change.Remove).Select(n => former.Members.FirstOrDefault(m => m.Id == n || m.Name == n.ToLowerInvariant())).OfType<ObjectName>()];
        if (leaving.Any(l => joining.Any(j => j.Id == l.Id)))
        {
            throw Fail.Invalid("remove", "names somebody who is to be added as well");
        }

        GroupInfo next = Next(former) with
        {
            Description = change.Description is null ? former.Description : GroupRules.Description(change.Description),
            Members = GroupRules.Members(former.Members, joining, leaving.Select(static l => l.Id)),
        };
        return (next, [.. joining], leaving);
    }

    private static ImmutableArray<string> Named(string field, ImmutableArray<string> names) =>
        names.IsDefault ? []
        : names.Length > GroupRules.MemberLimit || names.Any(string.IsNullOrWhiteSpace) ? throw Fail.Invalid(field, $"must name at most {GroupRules.MemberLimit} people, none of them empty")
        : [.. names.Select(static n => n.Trim())];

    private async Task<GroupInfo> Keep(GroupInfo next, ImmutableArray<ObjectName> joining, ImmutableArray<ObjectName> leaving)
    {
        await Leave(next.Id, leaving);
        await state.Save(new GroupsState { Groups = Groups.SetItem(next.Id, next) });
        foreach (ObjectName member in joining)
        {
            await Shares(member.Id).Join(next.Id);
        }

        await Told(EventNames.GroupUpdated, next.Id, next, next.Members, joining.AddRange(leaving));
        return next;
    }

    private async Task Remove(GroupInfo group)
    {
        await Leave(group.Id, group.Members);
        foreach (ShareGrant grant in await Shares(group.Id).GetGrants())
        {
            await GrainFactory.GetGrain<IShareGrain>(GrainKeys.Share(grant.ShareId)).End("group_deleted");
        }

        await state.Save(new GroupsState { Groups = Groups.Remove(group.Id) });
        await Told(EventNames.GroupDeleted, group.Id, new IdPayload(group.Id), group.Members, group.Members);
    }

    private async Task Leave(string groupId, ImmutableArray<ObjectName> leaving)
    {
        foreach (ObjectName member in leaving)
        {
            await Shares(member.Id).Leave(groupId);
        }
    }

    // Whoever joins or leaves sees other instances from now on.
    private async Task Told<T>(string name, string groupId, T payload, ImmutableArray<ObjectName> members, ImmutableArray<ObjectName> changed)
    {
        foreach (ObjectName member in changed)
        {
            rights.Invalidate(member.Id);
        }

        await events.Publish(name, groupId, payload, null, others: members.Select(static m => m.Id));
        foreach (ObjectName member in changed)
        {
            await events.Publish(EventNames.Resync, null, new object(), member.Id, administrators: false);
        }
    }

    private IUserSharesGrain Shares(string id) => GrainFactory.GetGrain<IUserSharesGrain>(GrainKeys.UserShares(id));

    private static GroupInfo Next(GroupInfo group) =>
        group with { Etag = (long.Parse(group.Etag, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture) };

    private static ResourceRef Resource(GroupInfo group) => new("group", group.Id, null, group.Name);

    private static ImmutableDictionary<string, string> Describe(ImmutableArray<ObjectName> joining, ImmutableArray<ObjectName> leaving) => ImmutableDictionary<string, string>.Empty
        .Add("added", string.Join(' ', joining.Select(static m => m.Name)))
        .Add("removed", string.Join(' ', leaving.Select(static m => m.Name)));
}
