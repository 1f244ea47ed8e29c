using System.Collections.Immutable;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Identity;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Operations;
using Anchorage.Grains.Shares;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>The server is killed at every single turn of one piece of work, and started again. Afterwards everything is in order, whatever the turn was.</summary>
[Trait("kind", "simulation")]
public sealed class CrashSweepTests
{
    /// <summary>The suite visits every third turn, a run of the simulation alone (build.sh sim) every one.</summary>
    private static readonly int Stride = Environment.GetEnvironmentVariable("ANCHORAGE_SIM_RUNS") is null ? 3 : 1;

    private static readonly CreateInstanceRequest Request = new("web", null, null, null, null, null);

    [Fact]
    public void A_create_survives_a_crash_at_any_turn() => Sweep(
        prepare: _ => Task.CompletedTask,
        work: house => Repeat(house, "create", () => Operation(house, "o1").CreateInstance(house.Users[0], Request)),
        check: house => States(house).ShouldHaveSingleItem().Status.ShouldBe(InstanceStatus.Running));

    [Fact]
    public void A_create_with_a_used_port_survives_a_crash_at_any_turn() => Sweep(
        prepare: house =>
        {
            house.Agents.ForEach(a => a.OtherPrograms.UnionWith([20_001, 20_003]));
            return Task.CompletedTask;
        },
        work: house => Repeat(house, "create", () => Operation(house, "o1").CreateInstance(house.Users[0], Request)),
        check: house => States(house).ShouldHaveSingleItem().Plan!.Ports[0].Host.ShouldBe(20_004));

    [Fact]
    public void A_stop_survives_a_crash_at_any_turn() => Sweep(
        Created,
        work: house => Change(house, InstanceVerb.Stop),
        check: house => States(house).ShouldHaveSingleItem().Status.ShouldBe(InstanceStatus.Stopped));

    [Fact]
    public void A_rebuild_survives_a_crash_at_any_turn() => Sweep(
        Created,
        work: house => Change(house, InstanceVerb.Rebuild),
        check: house => States(house).ShouldHaveSingleItem().Status.ShouldBe(InstanceStatus.Running));

    [Fact]
    public void A_delete_survives_a_crash_at_any_turn() => Sweep(
        Created,
        work: house => Change(house, InstanceVerb.Delete),
        check: house =>
        {
            States(house).ShouldBeEmpty();
            house.Agents.ShouldAllBe(a => a.Containers.Count == 0);
        });

    [Fact]
    public void The_way_into_the_trash_survives_a_crash_at_any_turn() => Sweep(
        Created,
        work: house => Change(house, InstanceVerb.Trash),
        check: house => States(house).ShouldHaveSingleItem().TrashedAt.ShouldNotBeNull());

    [Fact]
    public void The_way_out_of_the_trash_survives_a_crash_at_any_turn() => Sweep(
        prepare: async house =>
        {
            await Created(house);
            string id = house.Disk.States<InstanceState>("inst").Single().Id;
            await Repeat(house, "trash", () => Operation(house, "o0").ChangeInstance(house.Users[0], id, InstanceVerb.Trash, null));
            await Ended(house);
        },
        work: house => Change(house, InstanceVerb.Restore),
        check: house => (States(house).ShouldHaveSingleItem() is { Status: InstanceStatus.Running, TrashedAt: null }).ShouldBeTrue());

    [Fact]
    public void A_cancelled_create_survives_a_crash_at_any_turn() => Sweep(
        prepare: _ => Task.CompletedTask,
        work: async house =>
        {
            await Repeat(house, "create", () => Operation(house, "o1").CreateInstance(house.Users[0], Request));
            await house.Try("cancel", () => Operation(house, "o1").Cancel(house.Users[0]));
        },
        check: house => house.Disk.States<OperationRecord>("op").ShouldAllBe(o => o.State.Info == null || o.State.Info.IsFinal));

    [Fact]
    public void An_account_that_is_made_survives_a_crash_at_any_turn() => Sweep(
        prepare: _ => Task.CompletedTask,
        work: house => Repeat(house, "make a user", async () => await house.Client.GetGrain<IAccountsGrain>(GrainKeys.Accounts)
            .Create(SimulatedHouse.Admin, new NewUser("ann", "ann@example.org", "long enough", UserRole.Admin, null))),
        check: house =>
        {
            (string id, _) = house.Disk.States<UserState>("user").Where(u => u.State.Username == "ann").ShouldHaveSingleItem();
            AccountsState accounts = house.Disk.States<AccountsState>("accounts").Single().State;
            accounts.Admins.ShouldBe([id]);
            accounts.Making.ShouldBeNull();
        },
        acceptable: "username_taken");

    [Fact]
    public void An_account_that_is_deleted_with_its_instance_survives_a_crash_at_any_turn() => Sweep(
        Created,
        work: house => Repeat(house, "delete the user", async () =>
        {
            await house.Client.GetGrain<IAccountsGrain>(GrainKeys.Accounts).Delete(SimulatedHouse.Admin, house.Users[0].PrincipalId);
            return true;
        }),
        check: house =>
        {
            States(house).ShouldBeEmpty();
            house.Disk.States<UserState>("user").Where(u => u.State.Exists).ShouldBeEmpty();
            house.Disk.States<NameState>("name").Where(n => n.State.OwnerId is not null).ShouldBeEmpty();
        },
        acceptable: "user_not_found",
        settle: 200_000);

    [Fact]
    public void A_share_that_is_made_survives_a_crash_at_any_turn() => Sweep(
        Created,
        work: house => Save(house, "command:cloud_instance"),
        check: house =>
        {
            house.Disk.States<ShareRecord>("share").ShouldHaveSingleItem().State.Info.ShouldNotBeNull();
            Given(house).ShouldHaveSingleItem().Permissions.ShouldBe(["command:cloud_instance"]);
        },
        users: 2);

    [Fact]
    public void A_share_that_is_narrowed_survives_a_crash_at_any_turn() => Sweep(
        prepare: async house =>
        {
            await Created(house);
            await Save(house, "command:cloud_instance", "manage:cloud_instance");
        },
        work: house => Save(house, "command:cloud_instance"),
        check: house => Given(house).ShouldHaveSingleItem().Permissions.ShouldBe(["command:cloud_instance"]),
        users: 2);

    [Fact]
    public void A_share_that_is_taken_back_survives_a_crash_at_any_turn() => Sweep(
        prepare: async house =>
        {
            await Created(house);
            await Save(house, "command:cloud_instance");
        },
        work: house => Repeat(
            house,
            "take back",
            async () =>
            {
                await Share(house).Delete(house.Users[0]);
                return true;
            },
            "share_not_found"),
        check: house =>
        {
            house.Disk.States<ShareRecord>("share").Where(s => s.State.Info is not null).ShouldBeEmpty();
            Given(house).ShouldBeEmpty();
        },
        users: 2);

    [Fact]
    public void To_join_and_leave_a_group_survives_a_crash_at_any_turn() => Sweep(
        prepare: async house =>
        {
            await Created(house);
            await Repeat(house, "group", () => Groups(house).Create(Caller.System("test"), "crew", new GroupChange(null, [], [])));
        },
        work: async house =>
        {
            ImmutableArray<string> who = [house.Users[1].PrincipalId];
            foreach (GroupChange change in (GroupChange[])[new(null, who, []), new(null, [], who), new(null, who, [])])
            {
                await Repeat(house, "change", () => Groups(house).Update(Caller.System("test"), Crew(house).Id, change, null));
            }
        },
        check: house =>
        {
            Crew(house).Members.ShouldHaveSingleItem().Id.ShouldBe(house.Users[1].PrincipalId);
            house.Disk.States<UserSharesState>("ushare").SelectMany(static u => u.State.Groups).ShouldBe([Crew(house).Id]);
        },
        users: 2);

    private static GroupInfo Crew(SimulatedHouse house) => house.Disk.States<GroupsState>("groups").Single().State.Groups.Values.Single();

    private static IGroupsGrain Groups(SimulatedHouse house) => house.Client.GetGrain<IGroupsGrain>(GrainKeys.Groups);

    private static IShareGrain Share(SimulatedHouse house) => house.Client.GetGrain<IShareGrain>(GrainKeys.Share("s1"));

    private static Task Save(SimulatedHouse house, params string[] permissions) => Repeat(house, "share", () => Share(house).Save(
        house.Users[0], new ShareWish(house.Users[1].PrincipalId, house.Disk.States<InstanceState>("inst").Single().Id, [.. permissions], null, null, true, null), isNew: true));

    private static ShareGrant[] Given(SimulatedHouse house) => [.. house.Disk.States<UserSharesState>("ushare").SelectMany(u => u.State.Given.Values)];

    private static Task Created(SimulatedHouse house) =>
        Repeat(house, "create", () => Operation(house, "o1").CreateInstance(house.Users[0], Request)).ContinueWith(
            async _ => await Ended(house), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current).Unwrap();

    private static Task Change(SimulatedHouse house, InstanceVerb verb)
    {
        string id = house.Disk.States<InstanceState>("inst").Single(i => i.State.Plan is not null).Id;
        return Repeat(house, $"{verb}", () => Operation(house, "o2").ChangeInstance(house.Users[0], id, verb, null), "instance_not_found");
    }

    private static void Sweep(Func<SimulatedHouse, Task> prepare, Func<SimulatedHouse, Task> work, Action<SimulatedHouse> check, string? acceptable = null, int settle = 40_000, int users = 1)
    {
        (long first, long last) = Live(null, prepare, work, check, acceptable, settle, users);
        (last - first).ShouldBeGreaterThan(30);
        for (long turn = first + 1; turn <= last; turn += Stride)
        {
            Live(turn, prepare, work, check, acceptable, settle, users);
        }
    }

    private static (long First, long Last) Live(
        long? crashAt, Func<SimulatedHouse, Task> prepare, Func<SimulatedHouse, Task> work, Action<SimulatedHouse> check, string? acceptable, int settle, int users)
    {
        (long first, long last) = (0, 0);
        using SimulatedHouse house = new(seed: 11, crashAt, failures: false);
        try
        {
            house.Run(async () =>
            {
                await house.Furnish(users, machines: 1, new PortRange(20_000, 20_020));
                await prepare(house);
                first = house.Simulation.Turn;
                (bool done, string? code, _) = await house.Ask("the work", async () =>
                {
                    await work(house);
                    return true;
                });
                (done || code == acceptable).ShouldBeTrue();
                await Ended(house);
                last = house.Simulation.Turn;
                await house.Delay(settle);
                await house.AllConnected();
                Invariants.Always(house, 5).Concat(Invariants.Settled(house)).ShouldBeEmpty();
                check(house);
                house.Closed = true;
            });
            return (first, last);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"A crash at turn {crashAt}: {exception.Message}\n{house.Report()}", exception);
        }
    }

    private static async Task Ended(SimulatedHouse house)
    {
        for (int i = 0; i < 300 && house.Disk.Documents(OperationIndex.Open).Any(); i++)
        {
            await house.Delay(500);
        }
    }

    /// <summary>As a client does: the same key until there is an answer.</summary>
    private static async Task Repeat<T>(SimulatedHouse house, string what, Func<Task<T>> act, string? alsoDone = null)
    {
        for (int i = 0; i < 60; i++)
        {
            (bool acknowledged, string? code, _) = await house.Ask(what, act);
            if (acknowledged || code == alsoDone && code is not null || code is "username_taken" or "user_not_found" or "operation_ended")
            {
                return;
            }

            Invariants.Always(house, 5).ShouldBeEmpty();
            await house.Delay(1_000);
        }

        throw new InvalidOperationException($"{what} was never answered.");
    }

    private static IOperationGrain Operation(SimulatedHouse house, string id) => house.Client.GetGrain<IOperationGrain>(GrainKeys.Operation(id));

    private static InstanceState[] States(SimulatedHouse house) => [.. house.Disk.States<InstanceState>("inst").Select(i => i.State).Where(i => i.Plan is not null)];
}
