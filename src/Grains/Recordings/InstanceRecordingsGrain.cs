using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Recordings;
using Anchorage.Grains.Terminals;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Recordings;

/// <summary>See <see cref="IInstanceRecordingsGrain"/>.</summary>
[GrainType("irec")]
public sealed class InstanceRecordingsGrain([PersistentState("irec")] IPersistentState<InstanceRecordingsState> state, IOptions<TerminalsOptions> options) : Grain, IInstanceRecordingsGrain
{
    private ImmutableArray<string> Recordings => state.State.Recordings;

    /// <inheritdoc/>
    public Task Add(string recordingId)
    {
        if (Recordings.Contains(recordingId))
        {
            return Task.CompletedTask;
        }

        return Recordings.Length >= options.Value.RecordingsPerInstance
            ? throw new AnchorageException(ErrorCodes.RecordingLimit, ("instance", GrainKeys.IdOf(this.GetPrimaryKeyString())))
            : Save(Recordings.Add(recordingId));
    }

    /// <inheritdoc/>
    public Task Remove(string recordingId) => Recordings.Contains(recordingId) ? Save(Recordings.Remove(recordingId)) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> List() => Task.FromResult(Recordings);

    /// <inheritdoc/>
    public async Task InstanceGone()
    {
        foreach (string id in Recordings)
        {
            await GrainFactory.GetGrain<IRecordingSystemGrain>(GrainKeys.Recording(id)).InstanceGone();
        }

        await state.ClearStateAsync();
        state.State = new InstanceRecordingsState();
    }

    /// <inheritdoc/>
    public async Task Reconcile(string nodeId, ImmutableArray<string> there)
    {
        foreach (string missing in Recordings.Where(r => !there.Contains(r)))
        {
            await GrainFactory.GetGrain<IRecordingSystemGrain>(GrainKeys.Recording(missing)).Reported(nodeId, null);
        }
    }

    private Task Save(ImmutableArray<string> recordings) => state.Save(new InstanceRecordingsState { Recordings = recordings });
}
