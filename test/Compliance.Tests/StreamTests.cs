using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Anchorage.Compliance.Tests;

public sealed class StreamTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task A_grain_receives_what_is_published_in_order()
    {
        string key = Keys.New();
        IListenerGrain grain = silo.Client.GetGrain<IListenerGrain>(Keys.New());
        await grain.SubscribeAsync(key);

        await PublishAsync(key, 50);

        (await grain.ReceivedAsync(50)).ShouldBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public async Task Two_subscribers_both_receive_and_other_streams_stay_silent()
    {
        string key = Keys.New();
        IListenerGrain first = silo.Client.GetGrain<IListenerGrain>(Keys.New());
        IListenerGrain second = silo.Client.GetGrain<IListenerGrain>(Keys.New());
        IListenerGrain other = silo.Client.GetGrain<IListenerGrain>(Keys.New());
        await first.SubscribeAsync(key);
        await second.SubscribeAsync(key);
        await other.SubscribeAsync(Keys.New());

        await PublishAsync(key, 10);

        (await first.ReceivedAsync(10)).ShouldBe(Enumerable.Range(0, 10));
        (await second.ReceivedAsync(10)).ShouldBe(Enumerable.Range(0, 10));
        (await other.ReceivedAsync(0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_unsubscribing_nothing_arrives()
    {
        string key = Keys.New();
        IListenerGrain leaver = silo.Client.GetGrain<IListenerGrain>(Keys.New());
        IListenerGrain stayer = silo.Client.GetGrain<IListenerGrain>(Keys.New());
        await leaver.SubscribeAsync(key);
        await stayer.SubscribeAsync(key);
        await PublishAsync(key, 3);
        await leaver.ReceivedAsync(3);

        await leaver.UnsubscribeAsync(key);
        await PublishAsync(key, 3);

        (await stayer.ReceivedAsync(6)).Count.ShouldBe(6);
        (await leaver.ReceivedAsync(3)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_subscription_outlives_the_activation_that_made_it()
    {
        string key = Keys.New();
        IListenerGrain grain = silo.Client.GetGrain<IListenerGrain>(Keys.New());
        await grain.SubscribeAsync(key);
        await grain.EndAsync(key);

        await PublishAsync(key, 5);

        (await grain.ReceivedAsync(5)).ShouldBe(Enumerable.Range(0, 5));
    }

    [Fact]
    public async Task Code_outside_grains_may_subscribe()
    {
        string key = Keys.New();
        var received = new List<int>();
        IAsyncStream<int> stream = silo.Client.GetStreamProvider("events").GetStream<int>(StreamId.Create("numbers", key));
        StreamSubscriptionHandle<int> handle = await stream.SubscribeAsync((number, token) =>
        {
            token.ShouldNotBeNull();
            received.Add(number);
            if (received.Count == 5)
            {
                silo.Probes.Set(key);
            }

            return Task.CompletedTask;
        });
        (await stream.GetAllSubscriptionHandles()).Select(found => found.HandleId).ShouldBe([handle.HandleId]);

        await PublishAsync(key, 5);

        await silo.Probes.WaitAsync(key);
        received.ShouldBe(Enumerable.Range(0, 5));
        await handle.UnsubscribeAsync();
        (await stream.GetAllSubscriptionHandles()).ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_provider_is_refused() => Should.Throw<KeyNotFoundException>(() => silo.Client.GetStreamProvider("nothing"));

    private async Task PublishAsync(string key, int count)
    {
        IAsyncStream<int> stream = silo.Client.GetStreamProvider("events").GetStream<int>(StreamId.Create("numbers", key));
        for (int i = 0; i < count; i++)
        {
            await stream.OnNextAsync(i);
        }
    }
}
