namespace Orleans.Streams;

/// <summary>What one can subscribe to.</summary>
public interface IAsyncObservable<T>
{
    /// <summary>Subscribes. The subscription of a grain outlives its activation: resume it in OnActivateAsync.</summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);

    /// <summary>Subscribes; memory streams accept no token.</summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null);
}
