using Anchorage.Compliance.Tests.Support;
using Orleans;
using Orleans.Concurrency;

namespace Anchorage.Compliance.Tests.Grains;

[Reentrant]
[GrainType("reentrant")]
public sealed class ReentrantGrain(Probes probes) : Grain, IReentrantGrain
{
    public async Task HoldAsync(string entered, string release)
    {
        probes.Set(entered);
        await probes.WaitAsync(release);
    }

    public Task SetAsync(string name)
    {
        probes.Set(name);
        return Task.CompletedTask;
    }
}
