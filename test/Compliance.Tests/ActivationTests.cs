using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;

namespace Anchorage.Compliance.Tests;

public sealed class ActivationTests(ActivationTests.PatientSilo silo) : IClassFixture<ActivationTests.PatientSilo>
{
    [Fact]
    public async Task A_thousand_keys_have_one_activation_each_under_concurrency()
    {
        string[] keys = [.. Enumerable.Range(0, 1000).Select(_ => Keys.New())];

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 8).SelectMany(_ => keys),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken },
            async (key, _) => (await silo.Client.GetGrain<IBasicGrain>(key).KeyAsync()).ShouldBe(key));

        keys.ShouldAllBe(key => silo.Probes.Count("activations:" + key) == 1);
    }

    [Fact]
    public async Task Calls_of_one_grain_never_overlap()
    {
        IBasicGrain grain = silo.Client.GetGrain<IBasicGrain>(Keys.New());

        bool[] overlaps = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => grain.OverlapsAsync()));

        overlaps.ShouldNotContain(true);
    }

    [Fact]
    public async Task Only_a_marked_method_interleaves()
    {
        string key = Keys.New();
        IBasicGrain grain = silo.Client.GetGrain<IBasicGrain>(key);
        Task hold = grain.HoldAsync(key + "in", key + "go");
        await silo.Probes.WaitAsync(key + "in");

        Task<int> waiting = grain.AddAsync(1, 1);
        (await grain.RunningAsync()).ShouldBe(1);
        waiting.IsCompleted.ShouldBeFalse();

        silo.Probes.Set(key + "go");
        await hold;
        (await waiting).ShouldBe(2);
        (await grain.RunningAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_reentrant_class_interleaves_all_methods()
    {
        string key = Keys.New();
        IReentrantGrain grain = silo.Client.GetGrain<IReentrantGrain>(key);

        Task hold = grain.HoldAsync(key + "in", key + "go");
        await silo.Probes.WaitAsync(key + "in");
        await grain.SetAsync(key + "go");
        await hold;
    }

    [Fact]
    public async Task Continuations_stay_on_the_activation()
    {
        ISchedulerGrain grain = silo.Client.GetGrain<ISchedulerGrain>(Keys.New());

        (await grain.WhereAsync()).ShouldBe(
            ["delay: here", "yield: here", "run: here", "inside run: elsewhere", "factory: here", "call: here"]);
    }

    [Fact]
    public async Task Continuations_of_a_grain_never_overlap_either()
    {
        ISchedulerGrain grain = silo.Client.GetGrain<ISchedulerGrain>(Keys.New());

        (await grain.OverlapAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Failure_to_activate_fails_the_call_and_the_next_call_tries_again()
    {
        string key = Keys.New();
        IFragileGrain grain = silo.Client.GetGrain<IFragileGrain>(key);

        (await Should.ThrowAsync<InvalidOperationException>(() => grain.PingAsync())).Message.ShouldContain("first time");
        await grain.PingAsync();
        silo.Probes.Count("fragile:" + key).ShouldBe(2);
    }

    [Fact]
    public async Task DeactivateOnIdle_leads_to_a_fresh_activation()
    {
        string key = Keys.New();
        ILifeGrain grain = silo.Client.GetGrain<ILifeGrain>(key);
        Guid first = await grain.IdAsync();
        (await grain.IdAsync()).ShouldBe(first);

        await grain.EndAsync();

        Guid second = await grain.IdAsync();
        second.ShouldNotBe(first);
        silo.Probes.Count($"deactivated:{key}:ApplicationRequested").ShouldBe(1);
    }

    [Fact]
    public async Task Calls_that_wait_while_a_grain_ends_are_executed_by_its_successor()
    {
        string key = Keys.New();
        ILifeGrain grain = silo.Client.GetGrain<ILifeGrain>(key);
        Guid first = await grain.IdAsync();

        Task end = grain.EndWhenAsync(key + "in", key + "go");
        await silo.Probes.WaitAsync(key + "in");
        Task<Guid>[] waiting = [.. Enumerable.Range(0, 10).Select(_ => grain.IdAsync())];
        silo.Probes.Set(key + "go");
        await end;

        Guid[] ids = await Task.WhenAll(waiting);
        ids.Distinct().Count().ShouldBe(1);
        ids[0].ShouldNotBe(first);
    }

    public sealed class PatientSilo : TestSilo
    {
        protected override TimeSpan ResponseTimeout => TimeSpan.FromSeconds(30);
    }
}
