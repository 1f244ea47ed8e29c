using Anchorage.Compliance.Tests.Support;
using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[GrainType("watching")]
public sealed class WatchingGrain(Probes probes) : Grain, IWatchingGrain, IWatcher
{
    public Task WatchAsync(IWatchedGrain watched) => watched.TellAsync(this.AsReference<IWatcher>(), ["told"]);

    public Task<int> AskAsync(int number) => Task.FromResult(number);

    public Task TellAsync(string word)
    {
        probes.Set(this.GetPrimaryKeyString() + word);
        return Task.CompletedTask;
    }

    public Task TellAtOnceAsync(string word) => Task.CompletedTask;
}
