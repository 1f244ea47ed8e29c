using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Authorisation;

namespace Anchorage.Grains.Instances;

/// <summary>Lists of instances for every front door: one's own, or all for administrators.</summary>
public sealed class InstanceLists(IGrainFactory grains, Authoriser authoriser, IDocumentIndex index)
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
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (ShareGrant grant in await grains.GetGrain<IUserSharesGrain>(GrainKeys.UserShares(caller.PrincipalId)).GetGrants())
        {
            ids.UnionWith(grant.InstanceId is { } one
                ? [one]
                : (await grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(grant.SharerId)).List()).Select(static i => i.Id));
        }

        // A grant may have ended: what may be seen now is decided where everything is.
        return [.. (await Read(caller, ids))
            .Where(i => i is { Permissions.IsEmpty: false, TrashedAt: null } && (text is null || i.Name.Contains(text, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(static i => i.Name, StringComparer.Ordinal).ThenBy(static i => i.Id, StringComparer.Ordinal)];
    }

    private async Task<ImmutableArray<InstanceInfo>> Read(Caller caller, IEnumerable<string> ids)
    {
        InstanceInfo?[] instances = await Task.WhenAll(ids.Select(async id =>
            await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(id)).Read() is { } info
                ? info with { Permissions = await authoriser.PermissionsOn(caller, new ResourceRef("instance", id, info.Owner.Id, info.Name)) }
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

        if ((await grains.GetGrain<IUserSharesGrain>(GrainKeys.UserShares(caller.PrincipalId)).GetGrants()).IsEmpty)
        {
            return idOrName;
        }

        InstanceInfo[] shared = [.. (await Shared(caller, idOrName)).Where(i => i.Name == idOrName)];
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
