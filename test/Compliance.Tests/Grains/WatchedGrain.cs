using System.Collections.Immutable;
using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[GrainType("watched")]
public sealed class WatchedGrain : Grain, IWatchedGrain
{
    public Task<int> AskAsync(IWatcher watcher, int number) => watcher.AskAsync(number);

    public async Task TellAsync(IWatcher watcher, ImmutableArray<string> words)
    {
        foreach (string word in words)
        {
            await watcher.TellAsync(word);
        }
    }

    public Task TellAtOnceAsync(IWatcher watcher, string word) => watcher.TellAtOnceAsync(word);
}
