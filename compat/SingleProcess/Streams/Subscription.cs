using Anchorage.SingleProcess.Runtime;
using Orleans.Runtime;
using Orleans.Streams;

namespace Anchorage.SingleProcess.Streams;

// A subscription as its owner sees it: the grain that made it, or the client.
internal sealed class Subscription<T>(SiloRuntime silo, MemoryStream<T> stream, Guid handle) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => stream.StreamId;

    public override string ProviderName => stream.ProviderName;

    public override Guid HandleId => handle;

    public override Task UnsubscribeAsync()
    {
        if (TurnContext.Current is not { } activation)
        {
            silo.Streams.Remove(handle);
            return Task.CompletedTask;
        }

        activation.Streams.Detach(handle);
        return stream.Grain.UnsubscribeAsync(handle);
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        Attach(observer);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    public void Attach(IAsyncObserver<T> observer)
    {
        var sink = new StreamSink(
            (item, token) => observer.OnNextAsync((T)item, token), observer.OnErrorAsync);
        if (TurnContext.Current is { } activation)
        {
            activation.Streams.Attach(handle, sink);
        }
        else
        {
            silo.Streams.Add(stream.Name, handle, sink);
        }
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other?.HandleId == handle;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => handle.GetHashCode();
}
