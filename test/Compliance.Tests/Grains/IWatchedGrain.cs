using System.Collections.Immutable;
using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.IWatchedGrain")]
public interface IWatchedGrain : IGrainWithStringKey
{
    Task<int> AskAsync(IWatcher watcher, int number);

    Task TellAsync(IWatcher watcher, ImmutableArray<string> words);

    Task TellAtOnceAsync(IWatcher watcher, string word);
}
