using Orleans;

namespace Anchorage.SingleProcess.Streams;

// How items reach a subscriber: as calls, in turn with its other calls.
internal interface IStreamConsumer : IGrainObserver
{
    Task DeliverAsync(Guid handle, object item, long sequence);

    Task FailAsync(Guid handle, string reason);
}
