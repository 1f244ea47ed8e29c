using Anchorage.Compliance.Tests.Support;
using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

/// <summary>Fails to activate the first time.</summary>
[GrainType("fragile")]
public sealed class FragileGrain(Probes probes) : Grain, IFragileGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        probes.Add("fragile:" + this.GetPrimaryKeyString()) == 1
            ? throw new InvalidOperationException("not the first time")
            : Task.CompletedTask;

    public Task PingAsync() => Task.CompletedTask;
}
