using System.Collections.Immutable;
using System.Text.Json;
using Anchorage.Api.Events;

namespace Anchorage.Api.Commands;

/// <summary>
/// For one client that asked for the events of system D: after what changes its fleet it is sent the whole list, as it alone sees it. A burst of changes gives one list: while the
/// period lasts, changes are only remembered.
/// </summary>
internal sealed class CloudFeed(CloudInstances instances, Caller caller, Func<EventEnvelope, CancellationToken, Task> send, TimeProvider time) : IAsyncDisposable
{
    private const string Name = "cloud:instance-update";
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _over = new();
    private int _due;
    private long _number;
    private Task _pending = Task.CompletedTask;

    /// <summary>Passes an event on; after one that changes the fleet the list follows.</summary>
    public async Task SendAsync(EventEnvelope next, CancellationToken cancellationToken)
    {
        await PassAsync(next, cancellationToken);
        _number = next.Number;
        if (ChangesFleet(next.Name) && Interlocked.Exchange(ref _due, 1) == 0)
        {
            _pending = TellSoonAsync();
        }
    }

    /// <summary>The list as it is now, for a client that begins.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<CloudInstance> seen = await instances.ListAsync(caller);
        CloudUpdate update = new(seen.Length, 0, seen.Select(i => i.UserId).Distinct(StringComparer.Ordinal).Count(), seen, time.GetUtcNow().ToUnixTimeMilliseconds());
        await PassAsync(new EventEnvelope(_number, Name, time.GetUtcNow(), JsonSerializer.SerializeToElement(update, ApiJson.Options)), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _pending;
        _over.Dispose();
        _sending.Dispose();
    }

    private static bool ChangesFleet(string name) =>
        name is "resync" or "cloud:command-progress" || name.StartsWith("instance.", StringComparison.Ordinal) || name.StartsWith("share.", StringComparison.Ordinal);

    private async Task TellSoonAsync()
    {
        try
        {
            await Task.Delay(Period, time, _over.Token);
            Volatile.Write(ref _due, 0);
            await TellAsync(_over.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or AnchorageException or IOException or TimeoutException)
        {
            // The client left, or may not list any more: the feed itself finds that out.
        }
    }

    /// <summary>One at a time: the list comes from another thread than the events.</summary>
    private async Task PassAsync(EventEnvelope next, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await send(next, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }
}
