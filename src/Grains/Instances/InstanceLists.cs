using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Authorisation;

namespace Anchorage.Grains.Instances;

/// <summary>Lists of instances for every front door: one's own, or all for administrators.</summary>
public sealed class InstanceLists(IGrainFactory grains, RightsCache rights, Authoriser authoriser, IDocumentIndex index)
{
    /// <summary>A page by name.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="all">Instances of everybody; needs <c>read:cloud_instance</c> on all.</param>
    /// <param name="trash">Those in the trash, by when they are purged, instead of the others.</param>
    /// <param name="text">Part of the name, or null.</param>
    /// <param name="cursor">Where the page begins.</param>
    /// <param name="limit">1 to 200.</param>
    public async Task<Page<InstanceInfo>> List(Caller caller, bool all, bool trash, string? text, string? cursor, int limit)
    {
        if (all)
        {
            await authoriser.Require(caller, Permissions.ReadInstance, new ResourceRef("instance"));
        }
        else
        {
            await authoriser.Require(caller, Permissions.ReadInstance, new ResourceRef("instance", null, caller.PrincipalId));
        }

        Page<IndexedDocument> page = await index.Query(trash ? InstanceIndex.Trash : InstanceIndex.Kind, all ? null : caller.PrincipalId, text, cursor, limit);
        return new Page<InstanceInfo>(await Read(caller, page.Items.Select(static d => d.Id)), page.NextCursor);
    }

    /// <summary>What others share with the caller now, by name; outside the trash.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="text">Part of the name, or null.</param>
    public async Task<ImmutableArray<InstanceInfo>> Shared(Caller caller, string? text)
    {
        await authoriser.Require(caller, Permissions.ReadInstance, new ResourceRef("instance", null, caller.PrincipalId));
        return await SharedUnder(caller, name => text is null || name.Contains(text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What an account sees in its list, its own and what is shared with it, by name, with what the account may do there. For callers who were permitted to ask.</summary>
    public async Task<ImmutableArray<InstanceInfo>> SeenBy(string userId)
    {
        IEnumerable<ObjectName> own = await grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(userId)).List();
        HashSet<string> ids = await IdsShared(userId, static _ => true);
        ids.UnionWith(own.Select(static i => i.Id));
        return Visible(await Read(ids, resource => authoriser.PermissionsOf(userId, resource)));
    }

    private async Task<ImmutableArray<InstanceInfo>> SharedUnder(Caller caller, Func<string, bool> wanted) => Visible(await Read(caller, await IdsShared(caller.PrincipalId, wanted)));

    private async Task<HashSet<string>> IdsShared(string userId, Func<string, bool> wanted)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        IEnumerable<ShareGrant> grants = await rights.ReadGrants(userId);
        foreach (IGrouping<string, ShareGrant> sharer in grants.GroupBy(static g => g.SharerId))
        {
            IEnumerable<ObjectName> theirs = await grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(sharer.Key)).List();
            ids.UnionWith(theirs.Where(i => wanted(i.Name) && sharer.Any(g => g.InstanceId is null || g.InstanceId == i.Id)).Select(static i => i.Id));
        }

        return ids;
    }

    // A grant may have ended: what may be seen now is decided where everything is.
    private static ImmutableArray<InstanceInfo> Visible(ImmutableArray<InstanceInfo> instances) =>
        [.. instances.Where(static i => i is { Permissions.IsEmpty: false, TrashedAt: null }).OrderBy(static i => i.Name, StringComparer.Ordinal).ThenBy(static i => i.Id, StringComparer.Ordinal)];

    private Task<ImmutableArray<InstanceInfo>> Read(Caller caller, IEnumerable<string> ids) => Read(ids, resource => authoriser.PermissionsOn(caller, resource));

    private async Task<ImmutableArray<InstanceInfo>> Read(IEnumerable<string> ids, Func<ResourceRef, ValueTask<ImmutableArray<string>>> permissions)
    {
        InstanceInfo?[] instances = await Task.WhenAll(ids.Select(async id =>
            await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(id)).Read() is { } info
                ? info with { Permissions = await permissions(info.Resource) }
                : null));
        return [.. instances.OfType<InstanceInfo>()];
    }

    /// <summary>The id of an instance that is named by id, by one's own name, or by the name of the only one so called that is shared with the caller.</summary>
    public async Task<string> Resolve(Caller caller, string idOrName)
    {
        IEnumerable<ObjectName> own = await grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(caller.PrincipalId)).List();
        if (own.FirstOrDefault(i => i.Name == idOrName)?.Id is { } id)
        {
            return id;
        }

        ImmutableArray<InstanceInfo> shared = await SharedUnder(caller, name => name == idOrName);
        return shared.Length == 1 ? shared[0].Id : idOrName;
    }

    /// <summary>True when every running instance of a user has exactly the user's keys.</summary>
    public async Task<bool> AreKeysSynced(string userId)
    {
        IEnumerable<ObjectName> own = await grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(userId)).List();
        InstanceInfo?[] instances = await Task.WhenAll(own.Select(i => grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(i.Id)).Read()));
        return instances.All(i => i is not { Status: InstanceStatus.Running, Keys.Synced: false });
    }
}
