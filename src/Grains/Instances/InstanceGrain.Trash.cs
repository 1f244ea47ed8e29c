using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Instances;

/// <content>The way into the trash and out of it: name, quota and room on the node. Both ways may be repeated after a crash.</content>
public sealed partial class InstanceGrain
{
    private IUserInstancesGrain OwnerInstances => GrainFactory.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(Plan.OwnerId));

    private async Task<InstanceState> EnterTrash(InstanceState ended)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset purgeAt = now + options.Value.TrashTime;
        await OwnerInstances.Trash(Id, purgeAt);
        await Node.SetAside(Id);
        return ended with { TrashedAt = now, PurgeAt = purgeAt };
    }

    /// <summary>Claims name and room anew; when there is no room the instance stays where it is.</summary>
    private async Task<InstancePlan> LeaveTrash()
    {
        UserInfo owner = await User.Read() ?? throw Fail.NotFound("user", Plan.OwnerId);
        string name = await OwnerInstances.Restore(Id, owner.InstanceQuota);
        try
        {
            NodeLease lease = await Node.Reserve(Id, Plan.OwnerId, Plan.Limits, []);
            return Plan with { Name = name, Ports = lease.Ports };
        }
        catch (AnchorageException)
        {
            await OwnerInstances.Trash(Id, State.PurgeAt ?? time.GetUtcNow());
            throw;
        }
    }
}
