using Anchorage.Compliance.Tests.Support;
using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[GrainType("life")]
public sealed class LifeGrain(Probes probes) : Grain, ILifeGrain
{
    private readonly Guid _id = Guid.NewGuid();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        string name = $"deactivated:{this.GetPrimaryKeyString()}";
        probes.Add($"{name}:{reason.ReasonCode}");
        probes.Set(name);
        return Task.CompletedTask;
    }

    public Task<Guid> IdAsync() => Task.FromResult(_id);

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task EndWhenAsync(string entered, string release)
    {
        DeactivateOnIdle();
        probes.Set(entered);
        await probes.WaitAsync(release);
    }

    public Task StayAsync(TimeSpan span)
    {
        DelayDeactivation(span);
        return Task.CompletedTask;
    }
}
