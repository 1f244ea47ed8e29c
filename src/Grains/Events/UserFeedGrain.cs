using Anchorage.Grains.Abstractions.Events;
using Orleans.Streams;

namespace Anchorage.Grains.Events;

/// <summary>See <see cref="IUserFeedGrain"/>. Events are kept in memory: after a restart a client is told to refetch, because numbers jump.</summary>
/// <remarks>The first event of an object goes out at once. What follows within <see cref="Coalescing"/> waits for the end of that time, and of each kind only the last is sent.</remarks>
[GrainType("feed")]
public sealed class UserFeedGrain(TimeProvider time) : Grain, IUserFeedGrain
{
    private const int Kept = 1_000;
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(250);

    private readonly Queue<FeedEvent> _kept = new();
    private readonly List<(string Name, string Key, string Json)> _waiting = [];
    private readonly Dictionary<string, long> _sentAt = new(StringComparer.Ordinal);
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

        if (!_sentAt.TryGetValue(objectKey, out long at) || (time.GetElapsedTime(at) >= Coalescing && !_waiting.Exists(w => w.Key == objectKey)))
        {
            _sentAt[objectKey] = time.GetTimestamp();
            FlushLater();
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
        FlushLater();
    }

    /// <inheritdoc/>
    public Task<FeedReplay> Replay(long after)
    {
        bool complete = after >= _number || (_kept.TryPeek(out FeedEvent? oldest) && oldest.Number <= after + 1);
        return Task.FromResult(new FeedReplay([.. _kept.Where(e => e.Number > after)], complete && after <= _number, _number));
    }

    private void FlushLater() => _flush ??= this.RegisterGrainTimer(Flush, new GrainTimerCreationOptions(Coalescing, Timeout.InfiniteTimeSpan));

    private async Task Flush(CancellationToken cancellationToken)
    {
        _flush?.Dispose();
        _flush = null;
        (string Name, string Key, string Json)[] due = [.. _waiting];
        _waiting.Clear();
        foreach (string key in _sentAt.Where(s => time.GetElapsedTime(s.Value) >= Coalescing).Select(s => s.Key).ToArray())
        {
            _sentAt.Remove(key);
        }

        foreach ((string name, string key, string json) in due)
        {
            _sentAt[key] = time.GetTimestamp();
            await Append(name, json);
        }

        if (_sentAt.Count > 0)
        {
            FlushLater();
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
