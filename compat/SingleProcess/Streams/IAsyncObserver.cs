namespace Orleans.Streams;

/// <summary>Receives the items of a stream.</summary>
public interface IAsyncObserver<in T>
{
    /// <summary>One item. The next follows when the task has completed; a failure is retried for a minute.</summary>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>The stream has ended.</summary>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>An item could not be delivered; it is skipped.</summary>
    Task OnErrorAsync(Exception ex);
}
