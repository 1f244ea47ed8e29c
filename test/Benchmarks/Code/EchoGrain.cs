using Orleans;

namespace Anchorage.Benchmarks.Code;

/// <inheritdoc cref="IEchoGrain"/>
[GrainType("bench-echo")]
public sealed class EchoGrain : Grain, IEchoGrain
{
    /// <inheritdoc/>
    public ValueTask<int> Echo(int number) => ValueTask.FromResult(number);
}
