using Anchorage.Compliance.Tests.Support;
using Orleans;
using Orleans.Runtime;

namespace Anchorage.Compliance.Tests.Grains;

[GrainType("timer")]
public sealed class TimerGrain(Probes probes) : Grain, ITimerGrain
{
    private readonly TaskScheduler _own = TaskScheduler.Current;
    private IGrainTimer? _timer;
    private bool _onScheduler = true;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probes.Set(Key + "ended");
        return Task.CompletedTask;
    }

    public Task StartAsync(string name, TimeSpan due, TimeSpan period, bool interleave)
    {
        _timer = this.RegisterGrainTimer(
            TickAsync, name, new GrainTimerCreationOptions { DueTime = due, Period = period, Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task ChangeAsync(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public async Task<(int Turn, int Interleaved)> HoldAsync(string release)
    {
        await probes.WaitAsync(release);
        return (probes.Count(Key + "turn"), probes.Count(Key + "inter"));
    }

    public Task<bool> TicksOnSchedulerAsync() => Task.FromResult(_onScheduler);

    public async Task CountTicksAsync(int count)
    {
        var done = new TaskCompletionSource();
        using IGrainTimer timer = this.RegisterGrainTimer(
            () =>
            {
                if (--count <= 0)
                {
                    done.TrySetResult();
                }

                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromMilliseconds(5)) { Interleave = true });
        await done.Task.WaitAsync(Probes.Deadline);
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task TickAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.UnsafeRegister(_ => probes.Set(Key + "token"), null);
        int ticks = probes.Add(Key + name);
        probes.Set($"{Key}{name}:{ticks}");
        await Task.Yield();
        _onScheduler &= ReferenceEquals(TaskScheduler.Current, _own);
        if (name == "fail")
        {
            throw new InvalidOperationException("This tick fails.");
        }
    }
}
