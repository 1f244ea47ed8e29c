using System.Text.Json;
using Anchorage.SingleProcess.Storage;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Anchorage.SingleProcess.Simulation;

// A storage that outlives crashes of the silo. A write is issued, takes effect, and is acknowledged in three different turns.
internal sealed class SimulatedStorage(World world) : IGrainStorage
{
    private readonly MemoryGrainStorage _content = new();

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await world.StepAsync($"read {stateName} {grainId}");
        FailSometimes(world.Options.StorageErrorRate);
        await _content.ReadStateAsync(stateName, grainId, grainState);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // What is written is the state at the time of the call.
        T? copy = JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(grainState.State, MemoryGrainStorage.Json), MemoryGrainStorage.Json);
        var snapshot = new GrainState<T>(copy, grainState.ETag);
        return ChangeAsync($"write {stateName} {grainId}", () => _content.WriteStateAsync(stateName, grainId, snapshot), () =>
        {
            grainState.ETag = snapshot.ETag;
            grainState.RecordExists = true;
        });
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var snapshot = new GrainState<T>(default, grainState.ETag);
        return ChangeAsync($"clear {stateName} {grainId}", () => _content.ClearStateAsync(stateName, grainId, snapshot), () =>
        {
            grainState.State = snapshot.State;
            grainState.ETag = null;
            grainState.RecordExists = false;
        });
    }

    private async Task ChangeAsync(string label, Func<Task> change, Action acknowledge)
    {
        await world.StepAsync(label);
        FailSometimes(world.Options.StorageErrorRate);
        await change();
        await world.StepAsync("acknowledge " + label);
        FailSometimes(world.Options.StorageUnknownRate);
        acknowledge();
    }

    private void FailSometimes(double rate)
    {
        if (world.Random.Happens(rate))
        {
            throw new IOException("Injected storage error.");
        }
    }
}
