using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Terminals;

namespace Anchorage.Grains.Terminals;

/// <summary>Lists of terminals for every front door.</summary>
public sealed class TerminalLists(IGrainFactory grains)
{
    /// <summary>The terminals of an instance, or of all of one's own instances, oldest first.</summary>
    public async Task<ImmutableArray<TerminalInfo>> List(Caller caller, string? instanceId)
    {
        IEnumerable<string> instances = instanceId is not null
            ? [instanceId]
            : (await grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(caller.PrincipalId)).List()).Select(i => i.Id);
        List<TerminalInfo> terminals = [];
        foreach (string instance in instances)
        {
            await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instance)).Permit(caller, Permissions.ReadInstance, mustRun: false);
            ImmutableArray<string> ids = await grains.GetGrain<IInstanceTerminalsGrain>(GrainKeys.InstanceTerminals(instance)).List();
            terminals.AddRange((await Task.WhenAll(ids.Select(id => grains.GetGrain<ITerminalSystemGrain>(GrainKeys.Terminal(id)).Read()))).OfType<TerminalInfo>());
        }

        return [.. terminals];
    }
}
