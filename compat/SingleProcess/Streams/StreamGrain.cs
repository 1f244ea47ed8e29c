using System.Collections.Immutable;
using Anchorage.SingleProcess.Runtime;
using Orleans;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Streams;

// One stream: its subscriptions, which are stored, and a queue for each of them, which is not.
[GrainType("anchorage-stream")]
internal sealed class StreamGrain([PersistentState("subscriptions", "PubSubStore")] IPersistentState<StreamGrainState> state)
    : Grain, IStreamGrain
{
    private readonly Dictionary<Guid, DeliveryQueue> _queues = [];
    private long _sequence;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Numbers grow over the life of the stream, not only of this activation.
        _sequence = Activation.Of(GrainContext).Silo.Time.GetUtcNow().Ticks;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (DeliveryQueue queue in _queues.Values)
        {
            queue.Dispose();
        }

        return Task.CompletedTask;
    }

    public async Task PublishAsync(object item)
    {
        SiloRuntime silo = Activation.Of(GrainContext).Silo;
        long sequence = ++_sequence;
        IEnumerable<KeyValuePair<Guid, GrainId>> stored = state.State.Subscribers.Select(pair => KeyValuePair.Create(pair.Key, GrainId.Parse(pair.Value)));
        KeyValuePair<Guid, GrainId>[] subscribers = [.. stored, .. silo.Streams.SubscribersOf(this.GetPrimaryKeyString())];
        foreach (Guid gone in _queues.Keys.Except(subscribers.Select(pair => pair.Key)).ToArray())
        {
            Drop(gone);
        }

        foreach ((Guid handle, GrainId subscriber) in subscribers)
        {
            if (!_queues.TryGetValue(handle, out DeliveryQueue? queue))
            {
                _queues[handle] = queue = new DeliveryQueue(silo, handle, subscriber);
            }

            await queue.AddAsync(item, sequence);
        }
    }

    public async Task SubscribeAsync(Guid handle, GrainId subscriber)
    {
        state.State.Subscribers[handle] = subscriber.ToString();
        await state.WriteStateAsync();
    }

    public async Task UnsubscribeAsync(Guid handle)
    {
        Drop(handle);
        if (state.State.Subscribers.Remove(handle))
        {
            await state.WriteStateAsync();
        }
    }

    public Task<ImmutableArray<Guid>> GetSubscriptionsAsync(GrainId subscriber) =>
        Task.FromResult<ImmutableArray<Guid>>([.. state.State.Subscribers.Where(pair => pair.Value == subscriber.ToString()).Select(pair => pair.Key)]);

    private void Drop(Guid handle)
    {
        if (_queues.Remove(handle, out DeliveryQueue? queue))
        {
            queue.Dispose();
        }
    }
}
