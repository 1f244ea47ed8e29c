using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Recordings;

namespace Anchorage.Grains.Recordings;

/// <summary>Lists of recordings for every front door.</summary>
public sealed class RecordingLists(IGrainFactory grains)
{
    /// <summary>The recordings of an instance, or of all of one's own instances, newest first.</summary>
    public async Task<ImmutableArray<RecordingInfo>> List(Caller caller, string? instanceId, string? terminalId)
    {
        IEnumerable<string> instances = instanceId is not null
            ? [instanceId]
            : (await grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(caller.PrincipalId)).List()).Select(i => i.Id);
        List<RecordingInfo> recordings = [];
        foreach (string instance in instances)
        {
            await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instance)).Permit(caller, Permissions.ReadInstance, mustRun: false);
            ImmutableArray<string> ids = await grains.GetGrain<IInstanceRecordingsGrain>(GrainKeys.InstanceRecordings(instance)).List();
            recordings.AddRange((await Task.WhenAll(ids.Select(id => grains.GetGrain<IRecordingSystemGrain>(GrainKeys.Recording(id)).Read()))).OfType<RecordingInfo>());
        }

        return [.. recordings.Where(r => terminalId is null || r.TerminalId == terminalId).OrderByDescending(r => r.StartedAt)];
    }
}
