using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Anchorage.Compliance.Tests.Grains;

[GrainType("state")]
public sealed class StateGrain(
    [PersistentState("first")] IPersistentState<TextState> first,
    [PersistentState("second", "Default")] IPersistentState<TextState> second) : Grain, IStateGrain
{
    public Task<(string Text, bool Exists)> ReadAsync() => Task.FromResult((first.State.Text, first.RecordExists));

    public Task SetAsync(string text, bool write)
    {
        first.State.Text = text;
        return write ? first.WriteStateAsync() : Task.CompletedTask;
    }

    public Task ClearAsync() => first.ClearStateAsync();

    public Task SetSecondAsync(string text)
    {
        second.State = new TextState { Text = text };
        return second.WriteStateAsync();
    }

    public Task<string> ReadSecondAsync() => Task.FromResult(second.State.Text);

    public async Task WriteBehindItsBackAsync(string text)
    {
        var storage = ServiceProvider.GetRequiredKeyedService<IGrainStorage>("Default");
        var other = new GrainState<TextState>();
        await storage.ReadStateAsync("first", this.GetGrainId(), other);
        other.State!.Text = text;
        await storage.WriteStateAsync("first", this.GetGrainId(), other);
        await first.WriteStateAsync();
    }

    public Task WriteManyAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(i =>
    {
        first.State.Text = $"write {i}";
        return first.WriteStateAsync();
    }));

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
