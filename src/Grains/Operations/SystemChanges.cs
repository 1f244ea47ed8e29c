using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;

namespace Anchorage.Grains.Operations;

/// <summary>Work on instances that the house itself wants: for accounts that ended, and for the trash.</summary>
internal static class SystemChanges
{
    /// <summary>Begins it, if it can be begun now. Asked in vain it would be refused, and every refusal is a row of the audit.</summary>
    /// <returns>What was begun; null when its node is offline, other work runs, or it was refused: then the next sweep tries again.</returns>
    public static async Task<InstanceOperation?> TryChange(this IGrainFactory grains, IIdSource ids, Caller caller, string instanceId, InstanceVerb verb)
    {
        InstanceInfo? instance = await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId)).Read();
        if (instance is not { Operation: null, Node: { } node } || (!node.Online && !(verb == InstanceVerb.Delete && await grains.IsRevoked(node.Id))))
        {
            return null;
        }

        try
        {
            return await grains.GetGrain<IOperationGrain>(GrainKeys.Operation(ids.NewId())).ChangeInstance(caller, instanceId, verb, null);
        }
        catch (AnchorageException)
        {
            return null;
        }
    }

    /// <summary>True for a node that will never answer again: of its instances only the record can be removed.</summary>
    public static async Task<bool> IsRevoked(this IGrainFactory grains, string nodeId) =>
        await grains.GetGrain<INodeSystemGrain>(GrainKeys.Node(nodeId)).Read() is null;
}
