using System.Collections.Immutable;
using Anchorage.SingleProcess.Runtime;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Streams;

// Subscriptions made outside grains: they live as long as the process and are not stored.
internal sealed class ClientSubscriptions(SiloRuntime silo)
{
    private ImmutableDictionary<Guid, Entry> _entries = ImmutableDictionary<Guid, Entry>.Empty;

    public void Add(string stream, Guid handle, StreamSink sink)
    {
        if (_entries.TryGetValue(handle, out Entry? existing))
        {
            existing.Consumer.Attach(handle, sink);
            return;
        }

        var consumer = new StreamConsumer(silo);
        consumer.Attach(handle, sink);
        ImmutableInterlocked.TryAdd(ref _entries, handle, new Entry(stream, silo.AddObserver(consumer), consumer));
    }

    public void Remove(Guid handle)
    {
        if (ImmutableInterlocked.TryRemove(ref _entries, handle, out Entry? entry))
        {
            silo.RemoveObserver(entry.Subscriber);
        }
    }

    public IReadOnlyList<Guid> HandlesOf(string stream) => [.. Of(stream).Select(pair => pair.Key)];

    public IEnumerable<KeyValuePair<Guid, GrainId>> SubscribersOf(string stream) =>
        Of(stream).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Subscriber));

    private IEnumerable<KeyValuePair<Guid, Entry>> Of(string stream) => _entries.Where(pair => pair.Value.Stream == stream).OrderBy(pair => pair.Key);

    private sealed record Entry(string Stream, GrainId Subscriber, StreamConsumer Consumer);
}
