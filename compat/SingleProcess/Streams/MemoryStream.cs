using Anchorage.SingleProcess.Runtime;
using Anchorage.SingleProcess.Serialization;
using Orleans.Runtime;
using Orleans.Streams;

namespace Anchorage.SingleProcess.Streams;

// A stream as its producers and subscribers see it. The work is done by the StreamGrain of the same name.
internal sealed class MemoryStream<T>(SiloRuntime silo, string provider, StreamId id) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => provider;

    public StreamId StreamId => id;

    /// <summary>The key of the stream's grain.</summary>
    public string Name => $"{provider}/{id}";

    public IStreamGrain Grain { get; } = silo.Client.GetGrain<IStreamGrain>($"{provider}/{id}");

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        SerializationRules.Check(item);
        return Grain.PublishAsync(item);
    }

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("Errors cannot be published on a memory stream.");

    public Task OnCompletedAsync() => throw new NotSupportedException("A memory stream does not end.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public async Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (token is not null || filterData is not null)
        {
            throw new ArgumentNullException(nameof(token), "Passing a non-null token or filter to a non-rewindable stream is not supported.");
        }

        Guid handle = silo.Dispatcher.NewGuid();
        var item = new Subscription<T>(silo, this, handle);
        item.Attach(observer);
        if (TurnContext.Current is { } activation)
        {
            await Grain.SubscribeAsync(handle, activation.GrainId);
        }

        return item;
    }

    public async Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        IReadOnlyList<Guid> handles = TurnContext.Current is { } activation
            ? await Grain.GetSubscriptionsAsync(activation.GrainId)
            : silo.Streams.HandlesOf(Name);
        return [.. handles.Select(handle => new Subscription<T>(silo, this, handle))];
    }

    public bool Equals(IAsyncStream<T>? other) => other is not null && other.StreamId == id && other.ProviderName == provider;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => id.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : id.CompareTo(other.StreamId);
}
