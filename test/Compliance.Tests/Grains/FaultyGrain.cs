using Orleans;
using Orleans.Runtime;

namespace Anchorage.Compliance.Tests.Grains;

[GrainType("faulty")]
public sealed class FaultyGrain([PersistentState("state", "faulty")] IPersistentState<TextState> state) : Grain, IFaultyGrain
{
    public Task WriteAsync() => state.WriteStateAsync();
}
