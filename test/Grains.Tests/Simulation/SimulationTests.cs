using System.Globalization;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Operations;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>Random histories over the real grains. ANCHORAGE_SIM_SEED and ANCHORAGE_SIM_RUNS choose where they begin and how many they are.</summary>
[Trait("kind", "simulation")]
public sealed class SimulationTests
{
    private const int Quota = 5;

    public static TheoryData<int> Seeds
    {
        get
        {
            int first = Number("ANCHORAGE_SIM_SEED", 1);
            return [.. Enumerable.Range(first, Number("ANCHORAGE_SIM_RUNS", 25))];
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_random_history_loses_and_leaks_nothing(int seed) => Live(seed);

    [Fact]
    public void The_same_seed_gives_the_same_history() => Live(7).ShouldBe(Live(7));

    [Fact]
    public void Grains_never_wait_for_each_other_in_a_circle()
    {
        Live(12);
        SimulatedHouse.Calls.Edges.Count.ShouldBeGreaterThan(10, string.Join('\n', SimulatedHouse.Calls.Edges));
        SimulatedHouse.Calls.Cycle().ShouldBeNull(string.Join('\n', SimulatedHouse.Calls.Edges));
    }

    private static ulong Live(int seed)
    {
        using SimulatedHouse house = new(seed);
        try
        {
            house.Run(async () =>
            {
                await house.Furnish(users: 3, machines: 2, SimulatedHistory.Ports);
                (house.Faults.StorageError, house.Faults.StorageUnknown) = seed % 3 == 0 ? (0.01, 0.01) : (0, 0);
                (house.Faults.LostMessage, house.Faults.DoubledMessage) = seed % 2 == 0 ? (0.05, 0.05) : (0, 0);
                house.Faults.Reordered = seed % 5 < 2 ? 0.2 : 0;
                SimulatedHistory history = new(house);
                await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => history.Live(12)));
                Invariants.Always(house, Quota).ShouldBeEmpty();
                await Settle(house);
                Invariants.Always(house, Quota).Concat(Invariants.Settled(house)).Concat(history.Lost()).ShouldBeEmpty();
                await Clear(house);
                Invariants.Settled(house).ShouldBeEmpty();
                house.Disk.States<InstanceState>("inst").Where(i => i.State.Plan is not null).ShouldBeEmpty();
                house.Closed = true;
            });
            return house.Simulation.TraceHash;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{exception.Message}\n{house.Report()}", exception);
        }
    }

    /// <summary>The faults end; after a while, and after one more restart, everything must be in order.</summary>
    private static async Task Settle(SimulatedHouse house)
    {
        house.Faults.End();
        house.Agents.Where(a => !a.Alive).ToList().ForEach(a => a.Restart());
        house.Step("the faults end");
        await house.AllConnected();
        await Ended(house);
        await house.Delay(20_000);
        await house.CrashSoon(0);
        await house.Delay(60_000);
        await house.AllConnected();
        await house.Delay(20_000);

        // The scheduler may have begun something.
        await Ended(house);
        await house.Delay(20_000);
    }

    private static async Task Ended(SimulatedHouse house)
    {
        for (int i = 0; i < 90 && house.Disk.Documents(OperationIndex.Open).Any(); i++)
        {
            await house.Delay(5_000);
        }
    }

    /// <summary>Everything is deleted, and nothing may remain.</summary>
    private static async Task Clear(SimulatedHouse house)
    {
        for (int round = 0; round < 10; round++)
        {
            string[] left = [.. house.Disk.States<InstanceState>("inst").Where(i => i.State.Plan is not null).Select(i => i.Id)];
            foreach (string id in left)
            {
                await house.Try($"clear {id}", () => house.Client.GetGrain<IOperationGrain>(GrainKeys.Operation($"clear{round}{id}"))
                    .ChangeInstance(SimulatedHouse.Admin, id, InstanceVerb.Delete, null));
            }

            await house.Delay(left.Length == 0 ? 1_000 : 130_000);
        }
    }

    private static int Number(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : fallback;
}
