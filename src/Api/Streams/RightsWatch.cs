namespace Anchorage.Api.Streams;

/// <summary>Asks each second whether what a stream carries may go on; a right that is gone ends it.</summary>
internal sealed class RightsWatch : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _watching;

    internal RightsWatch(Func<Task<string?>> whyNot, TimeProvider time, CancellationToken aborted)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        _watching = WatchAsync(whyNot, time);
    }

    /// <summary>Cancelled when the transfer must end.</summary>
    internal CancellationToken Over => _over.Token;

    /// <summary>The error code that says why; null while it may go on, or when the client has gone.</summary>
    internal string? Code { get; private set; }

    /// <summary>Ends the transfer unless it is called again within the time.</summary>
    internal void Expect(TimeSpan idle) => _over.CancelAfter(idle);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _watching;
        _done.Dispose();
        _over.Dispose();
    }

    private async Task WatchAsync(Func<Task<string?>> whyNot, TimeProvider time)
    {
        using PeriodicTimer timer = new(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token))
            {
                if (await whyNot() is { } code)
                {
                    Code = code;
                    await _over.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The transfer is over.
        }
        catch (Exception e) when (e is AnchorageException or TimeoutException)
        {
            Code = ErrorCodes.Timeout;
            await _over.CancelAsync();
        }
    }
}
