using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;
using Anchorage.SingleProcess.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;

namespace Anchorage.Compliance.Tests;

public sealed class SimulationTests
{
    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        Outcome first = TransferAtRandom(seed: 7);
        Outcome second = TransferAtRandom(seed: 7);

        second.Hash.ShouldBe(first.Hash);
        second.Turns.ShouldBe(first.Turns);
        second.Trace.ShouldBe(first.Trace);
    }

    [Fact]
    public void Different_seeds_give_different_runs() =>
        Enumerable.Range(0, 20).Select(seed => TransferAtRandom(seed).Hash).Distinct().Count().ShouldBe(20);

    [Fact]
    public void The_run_of_a_seed_is_the_same_on_every_machine() => TransferAtRandom(seed: 1).Hash.ShouldBe(GoldenHash);

    [Fact]
    public void Time_is_virtual()
    {
        using Simulation simulation = New(seed: 1);
        DateTimeOffset start = simulation.Time.GetUtcNow();

        simulation.Run(() => Task.Delay(TimeSpan.FromDays(30), simulation.Time, TestContext.Current.CancellationToken));

        (simulation.Time.GetUtcNow() - start).ShouldBe(TimeSpan.FromDays(30));
        simulation.Advance(TimeSpan.FromHours(1));
        (simulation.Time.GetUtcNow() - start).ShouldBe(TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
    }

    [Fact]
    public void Time_outs_happen_in_virtual_time()
    {
        using Simulation simulation = New(seed: 1);

        simulation.Run(async () =>
        {
            IBasicGrain grain = simulation.Client.GetGrain<IBasicGrain>("key:a");
            await Should.ThrowAsync<TimeoutException>(() => grain.CallBackAsync("key:b", depth: 2));
        });

        (simulation.Time.GetUtcNow() - new SimulationOptions().Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Idle_grains_are_collected_in_virtual_time()
    {
        using Simulation simulation = New(seed: 1);
        Guid before = default;
        simulation.Run(async () => before = await simulation.Client.GetGrain<ILifeGrain>("key:a").IdAsync());

        simulation.Advance(TimeSpan.FromMinutes(20));

        simulation.Run(async () => (await simulation.Client.GetGrain<ILifeGrain>("key:a").IdAsync()).ShouldNotBe(before));
    }

    [Fact]
    public void The_order_of_concurrent_calls_depends_on_the_seed()
    {
        var orders = new HashSet<string>();
        for (int seed = 0; seed < 30; seed++)
        {
            using Simulation simulation = New(seed);
            var answered = new List<int>();
            simulation.Run(() => Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
            {
                await simulation.Client.GetGrain<IBasicGrain>($"key:{i}").KeyAsync();
                answered.Add(i);
            })));
            orders.Add(string.Join(',', answered));
        }

        orders.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void A_crash_at_any_turn_loses_nothing_that_was_acknowledged()
    {
        Outcome undisturbed = WriteNumbers(seed: 3, crashAt: null);
        undisturbed.Turns.ShouldBeGreaterThan(50);

        for (long turn = 1; turn <= undisturbed.Turns; turn++)
        {
            WriteNumbers(seed: 3, crashAt: turn).Crashes.ShouldBe(1, $"turn {turn}");
        }
    }

    [Fact]
    public void Storage_errors_reach_the_caller_and_lose_nothing_that_was_acknowledged()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            WriteNumbers(seed, crashAt: null, new SimulationOptions { StorageErrorRate = 0.1, StorageUnknownRate = 0.1 });
        }
    }

    [Fact]
    public void Lost_one_way_calls_are_not_delivered()
    {
        using Simulation simulation = New(seed: 1, new SimulationOptions { LostMessageRate = 1 });
        simulation.Run(() => simulation.Client.GetGrain<IBasicGrain>("key:a").NotifyAsync("in", "go", "done"));
        simulation.Services.GetRequiredService<Probes>().IsSet("in").ShouldBeFalse();
    }

    [Fact]
    public void Delayed_one_way_calls_are_delivered_later()
    {
        using Simulation simulation = New(seed: 1, new SimulationOptions { DelayedMessageRate = 1 });
        simulation.Run(() => simulation.Client.GetGrain<IBasicGrain>("key:a").NotifyAsync("in", "go", "done"));
        Probes probes = simulation.Services.GetRequiredService<Probes>();
        probes.IsSet("in").ShouldBeFalse();

        probes.Set("go");
        simulation.Advance(TimeSpan.FromSeconds(5));

        probes.IsSet("done").ShouldBeTrue();
    }

    [Fact]
    public void Streams_and_their_subscriptions_work_and_survive_a_crash()
    {
        using Simulation simulation = New(seed: 5);
        simulation.Run(() => simulation.Client.GetGrain<IListenerGrain>("key:l").SubscribeAsync("key:s"));
        simulation.Run(() => simulation.Client.GetGrain<IListenerGrain>("key:l").EndAsync("key:s"));
        simulation.Crash();

        simulation.Run(async () =>
        {
            IAsyncStream<int> stream = simulation.Client.GetStreamProvider("events").GetStream<int>(StreamId.Create("numbers", "key:s"));
            for (int i = 0; i < 5; i++)
            {
                await stream.OnNextAsync(i);
            }
        });

        simulation.Run(async () => (await simulation.Client.GetGrain<IListenerGrain>("key:l").ReceivedAsync(5)).ShouldBe(Enumerable.Range(0, 5)));
    }

    [Fact]
    public void A_workload_that_waits_for_nothing_is_reported()
    {
        using Simulation simulation = New(seed: 1, new SimulationOptions { MaxTurns = 2000 });

        Should.Throw<SimulationException>(() => simulation.Run(() => new TaskCompletionSource().Task));
    }

    [Fact]
    public void Work_that_leaves_the_thread_is_reported()
    {
        using Simulation simulation = New(seed: 1);
        IBasicGrain grain = simulation.Client.GetGrain<IBasicGrain>("key:a");

        Should.Throw<SimulationException>(() => simulation.Run(() =>
        {
            var thread = new Thread(() => _ = grain.KeyAsync());
            thread.Start();
            thread.Join();
            return Task.CompletedTask;
        })).Message.ShouldContain("left the simulated thread");
    }

    // Changes with the runtime's turns; a change that was not meant to touch them leaves it as it is.
    private const ulong GoldenHash = 2254035001823061949;

    private static Simulation New(int seed, SimulationOptions? options = null) => new(
        seed,
        silo =>
        {
            silo.Services.AddSingleton<Probes>();
            silo.AddSimulatedGrainStorage("Default");
            silo.AddSimulatedGrainStorage("PubSubStore");
            silo.AddMemoryStreams("events");
        },
        options);

    // Several clients that call several grains, some of which call each other and write state.
    private static Outcome TransferAtRandom(int seed)
    {
        using Simulation simulation = New(seed);
        simulation.Run(() => Task.WhenAll(Enumerable.Range(0, 5).Select(async client =>
        {
            for (int i = 0; i < 5; i++)
            {
                await simulation.Client.GetGrain<IBasicGrain>($"key:{client}").CallBackAsync($"key:other {i}", depth: 1);
                await simulation.Client.GetGrain<IStateGrain>($"key:{i}").SetAsync($"{client}", write: true);
            }
        })));
        return new Outcome(simulation.TraceHash, simulation.Turn, simulation.Crashes, simulation.Trace);
    }

    // Three clients that each write growing numbers to a grain, and repeat what failed. What was acknowledged is never undone.
    private static Outcome WriteNumbers(int seed, long? crashAt, SimulationOptions? options = null)
    {
        using Simulation simulation = New(seed, options ?? new SimulationOptions { CrashAtTurn = crashAt });
        simulation.Run(() => Task.WhenAll(Enumerable.Range(0, 3).Select(async client =>
        {
            for (int number = 1; number <= 4; number++)
            {
                await RepeatAsync(() => simulation.Client.GetGrain<IStateGrain>($"key:{client}").SetAsync($"{number}", write: true));
                (string text, bool exists) = ("", false);
                await RepeatAsync(async () => (text, exists) = await simulation.Client.GetGrain<IStateGrain>($"key:{client}").ReadAsync());
                exists.ShouldBeTrue();
                text.ShouldBe($"{number}", $"seed {simulation.Seed}, crash at {crashAt}");
            }
        })));
        return new Outcome(simulation.TraceHash, simulation.Turn, simulation.Crashes, simulation.Trace);
    }

    private static async Task RepeatAsync(Func<Task> call)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception exception) when (attempt < 50 && exception is OrleansException)
            {
                // A crash, an injected storage error, or the conflict that follows a write of unknown outcome.
            }
        }
    }

    private sealed record Outcome(ulong Hash, long Turns, int Crashes, IReadOnlyList<string> Trace);
}
