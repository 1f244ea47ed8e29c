using Anchorage.SingleProcess.Runtime;
using Microsoft.Extensions.Logging;

namespace Anchorage.SingleProcess.Streams;

// The subscriptions of one activation, or of the client.
internal sealed partial class StreamConsumer(SiloRuntime silo) : IStreamConsumer
{
    private readonly Dictionary<Guid, StreamSink> _sinks = [];

    public void Attach(Guid handle, StreamSink sink)
    {
        lock (_sinks)
        {
            _sinks[handle] = sink;
        }
    }

    public void Detach(Guid handle)
    {
        lock (_sinks)
        {
            _sinks.Remove(handle);
        }
    }

    public Task DeliverAsync(Guid handle, object item, long sequence) =>
        Find(handle)?.OnNext(item, new SequenceToken(sequence)) ?? Task.CompletedTask;

    public Task FailAsync(Guid handle, string reason) => Find(handle)?.OnError(new InvalidOperationException(reason)) ?? Task.CompletedTask;

    private StreamSink? Find(Guid handle)
    {
        lock (_sinks)
        {
            if (_sinks.TryGetValue(handle, out StreamSink? sink))
            {
                return sink;
            }
        }

        LogNobodyListens(silo.Logger, handle);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An item of subscription {Handle} was dropped: the grain did not resume it in OnActivateAsync")]
    private static partial void LogNobodyListens(ILogger logger, Guid handle);
}
