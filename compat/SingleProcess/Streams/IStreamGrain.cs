using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Streams;

internal interface IStreamGrain : IGrainWithStringKey
{
    /// <summary>Completes when the item is queued, not when it is delivered.</summary>
    Task PublishAsync(object item);

    [AlwaysInterleave]
    Task SubscribeAsync(Guid handle, GrainId subscriber);

    [AlwaysInterleave]
    Task UnsubscribeAsync(Guid handle);

    [AlwaysInterleave]
    Task<ImmutableArray<Guid>> GetSubscriptionsAsync(GrainId subscriber);
}
