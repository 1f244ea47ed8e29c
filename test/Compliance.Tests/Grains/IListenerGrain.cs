using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.IListenerGrain")]
public interface IListenerGrain : IGrainWithStringKey
{
    Task SubscribeAsync(string stream);

    Task UnsubscribeAsync(string stream);

    /// <summary>Answers when at least so many numbers have arrived.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:20")]
    Task<ImmutableList<int>> ReceivedAsync(int atLeast);

    Task EndAsync(string stream);
}
