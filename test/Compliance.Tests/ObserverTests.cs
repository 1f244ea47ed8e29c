using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;

namespace Anchorage.Compliance.Tests;

public sealed class ObserverTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task An_observer_is_called_with_arguments_and_answers()
    {
        var observer = new Watcher(silo.Probes, Keys.New());
        IWatcher reference = silo.Client.CreateObjectReference<IWatcher>(observer);
        IWatchedGrain grain = silo.Client.GetGrain<IWatchedGrain>(Keys.New());

        (await grain.AskAsync(reference, 20)).ShouldBe(21);
        (await Should.ThrowAsync<InvalidOperationException>(() => grain.AskAsync(reference, -1))).Message.ShouldBe("negative");
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Calls_of_one_observer_queue_and_marked_ones_do_not()
    {
        string key = Keys.New();
        var observer = new Watcher(silo.Probes, key);
        IWatcher reference = silo.Client.CreateObjectReference<IWatcher>(observer);
        IWatchedGrain grain = silo.Client.GetGrain<IWatchedGrain>(Keys.New());

        await grain.TellAsync(reference, ["hold", "second"]);
        await silo.Probes.WaitAsync(key + "hold");
        await grain.TellAtOnceAsync(reference, "at once");
        await silo.Probes.WaitAsync(key + "at once");
        silo.Probes.IsSet(key + "second").ShouldBeFalse();

        silo.Probes.Set(key + "go");
        await silo.Probes.WaitAsync(key + "second");
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task One_way_calls_of_one_observer_arrive_in_order()
    {
        string key = Keys.New();
        var observer = new Watcher(silo.Probes, key);
        IWatcher reference = silo.Client.CreateObjectReference<IWatcher>(observer);
        string[] words = [.. Enumerable.Range(0, 200).Select(i => $"word {i}")];

        await silo.Client.GetGrain<IWatchedGrain>(Keys.New()).TellAsync(reference, [.. words, "last"]);

        await silo.Probes.WaitAsync(key + "last");
        observer.Words.ShouldBe([.. words, "last"]);
    }

    [Fact]
    public async Task A_deleted_observer_answers_no_more()
    {
        var observer = new Watcher(silo.Probes, Keys.New());
        IWatcher reference = silo.Client.CreateObjectReference<IWatcher>(observer);
        IWatchedGrain grain = silo.Client.GetGrain<IWatchedGrain>(Keys.New());
        (await grain.AskAsync(reference, 1)).ShouldBe(2);

        silo.Client.DeleteObjectReference<IWatcher>(reference);

        await Should.ThrowAsync<TimeoutException>(() => grain.AskAsync(reference, 1));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task An_observer_object_is_refused_where_its_reference_belongs()
    {
        IWatchedGrain grain = silo.Client.GetGrain<IWatchedGrain>(Keys.New());

        await Should.ThrowAsync<Exception>(async () => await grain.AskAsync(new Watcher(silo.Probes, "unused"), 1));
    }

    [Fact]
    public async Task A_grain_may_be_an_observer_itself()
    {
        string key = Keys.New();
        IWatchedGrain grain = silo.Client.GetGrain<IWatchedGrain>(Keys.New());

        await silo.Client.GetGrain<IWatchingGrain>(key).WatchAsync(grain);

        await silo.Probes.WaitAsync(key + "told");
    }
}
