using Anchorage.Grains.Abstractions.Instances;
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
        InstanceInfo?[] instances = await Task.WhenAll(
            page.Items.Select(d => grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(d.Id)).Read()));
        return new Page<InstanceInfo>([.. instances.OfType<InstanceInfo>()], page.NextCursor);
    }

    /// <summary>The id of an instance that is named by id or by one's own name.</summary>
    public async Task<string> Resolve(Caller caller, string idOrName)
    {
        IEnumerable<ObjectName> own = await grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(caller.PrincipalId)).List();
        return own.FirstOrDefault(i => i.Name == idOrName)?.Id ?? idOrName;
    }

    /// <summary>True when every running instance of a user has exactly the user's keys.</summary>
    public async Task<bool> AreKeysSynced(string userId)
    {
        IEnumerable<ObjectName> own = await grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(userId)).List();
        InstanceInfo?[] instances = await Task.WhenAll(own.Select(i => grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(i.Id)).Read()));
        return instances.All(i => i is not { Status: InstanceStatus.Running, Keys.Synced: false });
    }
}
