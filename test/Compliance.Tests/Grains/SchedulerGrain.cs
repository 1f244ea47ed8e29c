using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;

namespace Anchorage.Compliance.Tests.Grains;

[GrainType("scheduler")]
public sealed class SchedulerGrain : Grain, ISchedulerGrain
{
    private int _inside;

    public async Task<ImmutableArray<string>> WhereAsync()
    {
        TaskScheduler own = TaskScheduler.Current;
        string Where() => ReferenceEquals(TaskScheduler.Current, own) && own != TaskScheduler.Default ? "here" : "elsewhere";
        var places = ImmutableArray.CreateBuilder<string>();

        await Task.Delay(5);
        places.Add("delay: " + Where());
        await Task.Yield();
        places.Add("yield: " + Where());
        string inside = await Task.Run(Where);
        places.Add("run: " + Where());
        places.Add("inside run: " + inside);
        places.Add("factory: " + await Task.Factory.StartNew(Where, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current));
        await GrainFactory.GetGrain<IBasicGrain>(this.GetPrimaryKeyString()).KeyAsync();
        places.Add("call: " + Where());
        return places.ToImmutable();
    }

    public async Task<int> OverlapAsync()
    {
        int[] counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StepAsync()));
        return counts.Sum();
    }

    private async Task<int> StepAsync()
    {
        int overlaps = 0;
        for (int i = 0; i < 20; i++)
        {
            await Task.Delay(1);
            overlaps += Interlocked.Increment(ref _inside) > 1 ? 1 : 0;
            Thread.SpinWait(200);
            Interlocked.Decrement(ref _inside);
        }

        return overlaps;
    }
}
