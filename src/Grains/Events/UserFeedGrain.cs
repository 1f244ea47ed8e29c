using Anchorage.Grains.Abstractions.Events;
using Orleans.Streams;

namespace Anchorage.Grains.Events;

/// <summary>See <see cref="IUserFeedGrain"/>. Events are kept in memory: after a restart a client is told to refetch, because numbers jump.</summary>
[GrainType("feed")]
public sealed class UserFeedGrain(TimeProvider time) : Grain, IUserFeedGrain
{
    private const int Kept = 1_000;
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(250);

    private readonly Queue<FeedEvent> _kept = new();
    private readonly List<(string Name, string Key, string Json)> _waiting = [];
    private IAsyncStream<FeedEvent> _stream = null!;
    private IGrainTimer? _flush;
    private long _number;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Numbers begin at the clock in microseconds, so they rise over restarts and stay exact in JavaScript.
        _number = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        _stream = this.GetStreamProvider(EventStreams.Provider)
            .GetStream<FeedEvent>(StreamId.Create(EventStreams.Namespace, GrainKeys.IdOf(this.GetPrimaryKeyString())));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Publish(string name, string? objectKey, string payloadJson)
    {
        if (objectKey is null)
        {
            await Append(name, payloadJson);
            return;
        }

        int index = _waiting.FindIndex(w => w.Name == name && w.Key == objectKey);
        if (index >= 0)
        {
            _waiting[index] = (name, objectKey, payloadJson);
            return;
        }

        _waiting.Add((name, objectKey, payloadJson));
        _flush ??= this.RegisterGrainTimer(Flush, new GrainTimerCreationOptions(Coalescing, Timeout.InfiniteTimeSpan));
    }

    /// <inheritdoc/>
    public Task<FeedReplay> Replay(long after)
    {
        bool complete = after >= _number || (_kept.TryPeek(out FeedEvent? oldest) && oldest.Number <= after + 1);
        return Task.FromResult(new FeedReplay([.. _kept.Where(e => e.Number > after)], complete && after <= _number, _number));
    }

    private async Task Flush(CancellationToken cancellationToken)
    {
        _flush?.Dispose();
        _flush = null;
        (string Name, string Key, string Json)[] due = [.. _waiting];
        _waiting.Clear();
        foreach ((string name, _, string json) in due)
        {
            await Append(name, json);
        }
    }

    private async Task Append(string name, string json)
    {
        FeedEvent next = new(++_number, name, time.GetUtcNow(), json);
        _kept.Enqueue(next);
        if (_kept.Count > Kept)
        {
            _kept.Dequeue();
        }

        await _stream.OnNextAsync(next);
    }
}
