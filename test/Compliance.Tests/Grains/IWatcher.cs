using Orleans;
using Orleans.Concurrency;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.IWatcher")]
public interface IWatcher : IGrainObserver
{
    Task<int> AskAsync(int number);

    [OneWay]
    Task TellAsync(string word);

    [AlwaysInterleave]
    Task TellAtOnceAsync(string word);
}
