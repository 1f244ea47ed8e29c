using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Events;
using Anchorage.Grains.Tests.House;

namespace Anchorage.Grains.Tests.Events;

/// <summary>The numbers of a feed: without a gap while the server lives, and a client that missed something is told to fetch anew.</summary>
public sealed class FeedTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    [Fact]
    public async Task Numbers_rise_by_one_and_a_replay_gives_what_came_after()
    {
        IUserFeedGrain feed = Feed();
        long start = (await feed.Replay(0)).Latest;
        await Publish(feed, 5);

        FeedReplay all = await feed.Replay(start);
        FeedReplay last = await feed.Replay(start + 3);

        all.Complete.ShouldBeTrue();
        all.Events.Select(e => e.Number).ShouldBe(Enumerable.Range(1, 5).Select(i => start + i));
        all.Events.Select(e => e.PayloadJson).ShouldBe(Enumerable.Range(0, 5).Select(i => $"{i}"));
        last.Complete.ShouldBeTrue();
        last.Events.Select(e => e.Number).ShouldBe([start + 4, start + 5]);
        (await feed.Replay(start + 5)).ShouldSatisfyAllConditions(r => r.Complete.ShouldBeTrue(), r => r.Events.ShouldBeEmpty());
    }

    [Fact]
    public async Task Who_missed_more_than_is_kept_must_fetch_anew()
    {
        IUserFeedGrain feed = Feed();
        long start = (await feed.Replay(0)).Latest;
        await Publish(feed, 1_001);

        (await feed.Replay(start)).Complete.ShouldBeFalse();
        FeedReplay kept = await feed.Replay(start + 1);
        kept.Complete.ShouldBeTrue();
        kept.Events.Length.ShouldBe(1_000);
    }

    [Fact]
    public async Task A_number_of_another_life_of_the_feed_is_no_basis()
    {
        IUserFeedGrain feed = Feed();
        await Publish(feed, 3);
        long before = (await feed.Replay(0)).Latest;
        (await feed.Replay(before + 1)).Complete.ShouldBeFalse("a number that was never given");

        house.Clock.Jump(TimeSpan.FromSeconds(1));
        await house.Restart();

        FeedReplay after = await Feed(feed).Replay(before);
        after.Complete.ShouldBeFalse("the events of the former process are gone");
        after.Latest.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task Quick_changes_of_one_object_are_sent_once_with_the_last_word()
    {
        IUserFeedGrain feed = Feed();
        long start = (await feed.Replay(0)).Latest;
        for (int i = 0; i < 10; i++)
        {
            await feed.Publish("instance.updated", "one", $"{i}");
            await feed.Publish("instance.updated", "two", $"{i}");
        }

        await GrainHouse.Until(async () => (await feed.Replay(start)).Events.Count(e => e.PayloadJson == "9") == 2, "both objects are told of");
        (await feed.Replay(start)).Events.Length.ShouldBeLessThan(20);
    }

    private IUserFeedGrain Feed(IUserFeedGrain? former = null) =>
        house.Grains.GetGrain<IUserFeedGrain>(former?.GetPrimaryKeyString() ?? GrainKeys.Feed($"f{Guid.NewGuid():N}"));

    private static async Task Publish(IUserFeedGrain feed, int count)
    {
        long start = (await feed.Replay(0)).Latest;
        for (int i = 0; i < count; i++)
        {
            await feed.Publish("test", null, $"{i}");

            // One-way calls keep their order only when one is done before the next.
            if (i % 100 == 99 || i < 10)
            {
                await GrainHouse.Until(async () => (await feed.Replay(0)).Latest >= start + i + 1, "the event is taken");
            }
        }

        await GrainHouse.Until(async () => (await feed.Replay(0)).Latest == start + count, "all events are taken");
    }
}
