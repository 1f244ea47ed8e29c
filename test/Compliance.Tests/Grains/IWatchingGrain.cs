using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.IWatchingGrain")]
public interface IWatchingGrain : IGrainWithStringKey
{
    Task WatchAsync(IWatchedGrain watched);
}
