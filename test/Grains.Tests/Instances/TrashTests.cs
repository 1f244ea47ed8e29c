using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Tests.House;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.Grains.Tests.Instances;

/// <summary>Deleted instances rest in the trash: out of the way, and back with one call until they are purged.</summary>
public sealed class TrashTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    [Fact]
    public async Task What_is_deleted_stops_and_comes_back_with_its_ports_and_name()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        string id = await house.NewInstance(user, agent);
        InstanceInfo before = (await Read(id))!;

        string trash = await house.Begin(user, id, InstanceVerb.Trash);

        (await house.EndOf(trash)).Kind.ShouldBe("instance.trash");
        agent.Of(trash, MessageTypes.InstanceChange).ShouldHaveSingleItem().Json!.ShouldContain("\"stop\"");
        InstanceInfo trashed = (await Read(id))!;
        trashed.Status.ShouldBe(InstanceStatus.Trashed);
        (trashed.PurgeAt - trashed.TrashedAt).ShouldBe(TimeSpan.FromHours(24));
        (await GrainHouse.Refusal(() => house.Begin(user, id, InstanceVerb.Start))).ShouldBe(ErrorCodes.InstanceTrashed);
        (await GrainHouse.Refusal(() => Instance(id).Update(user, new InstanceChange("other", null, null), null))).ShouldBe(ErrorCodes.InstanceTrashed);
        (await GrainHouse.Refusal(() => Instance(id).GrantTcp(user, 22))).ShouldBe(ErrorCodes.InstanceTrashed);

        (await house.EndOf(await house.Begin(user, id, InstanceVerb.Restore))).State.ShouldBe(OperationState.Succeeded);

        InstanceInfo back = (await Read(id))!;
        (back.Status, back.TrashedAt, back.PurgeAt, back.Name).ShouldBe((InstanceStatus.Running, null, null, before.Name));
        back.Ports.ShouldBe(before.Ports);
        (await house.Audit(id, "instance.trash")).ShouldHaveSingleItem();
        (await house.Audit(id, "instance.restore")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task In_the_trash_it_counts_for_no_quota_holds_no_name_and_takes_no_room()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        string id = await house.NewInstance(user, agent);
        string name = (await Read(id))!.Name;
        await house.EndOf(await house.Begin(user, id, InstanceVerb.Trash));

        (await User(user).Read())!.InstanceCount.ShouldBe(0);
        (await Node(agent).Read())!.Usage.Containers.ShouldBe(0);
        string other = $"o{Guid.NewGuid():N}";
        await house.Grains.GetGrain<IOperationGrain>(GrainKeys.Operation(other)).CreateInstance(user, new CreateInstanceRequest(name, null, agent.NodeId, null, null, null));
        (await house.EndOf(other)).State.ShouldBe(OperationState.Succeeded);

        await house.EndOf(await house.Begin(user, id, InstanceVerb.Restore));

        InstanceInfo back = (await Read(id))!;
        back.Name.ShouldNotBe(name, "the new one has it");
        (await User(user).Read())!.InstanceCount.ShouldBe(2);
        (await Node(agent).Read())!.Usage.Containers.ShouldBe(2);
    }

    [Fact]
    public async Task Without_quota_or_room_it_stays_in_the_trash()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        string id = await house.NewInstance(user, agent);
        await house.EndOf(await house.Begin(user, id, InstanceVerb.Trash));
        IAccountsGrain accounts = house.Grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts);

        await accounts.Update(GrainHouse.Admin, user.PrincipalId, new UserChange(null, null, null, false, null, 0), null);
        (await GrainHouse.Refusal(() => house.Begin(user, id, InstanceVerb.Restore))).ShouldBe(ErrorCodes.InstanceQuotaReached);
        (await Read(id))!.Status.ShouldBe(InstanceStatus.Trashed);

        await accounts.Update(GrainHouse.Admin, user.PrincipalId, new UserChange(null, null, null, false, null, 5), null);
        await house.Grains.GetGrain<INodeGrain>(GrainKeys.Node(agent.NodeId)).Update(GrainHouse.Admin, new NodeChange(null, null, null, null, 512, null, null, null, null));
        (await GrainHouse.Refusal(() => house.Begin(user, id, InstanceVerb.Restore))).ShouldBe(ErrorCodes.NoCapacity);
        InstanceInfo still = (await Read(id))!;
        (still.Status, still.Operation).ShouldBe((InstanceStatus.Trashed, null));
        (await User(user).Read())!.InstanceCount.ShouldBe(0);
    }

    [Fact]
    public async Task After_a_day_it_is_purged_and_the_eleventh_drives_the_oldest_out()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        List<string> trashed = [];
        for (int i = 0; i < 11; i++)
        {
            string id = await house.NewInstance(user, agent);
            await house.EndOf(await house.Begin(user, id, InstanceVerb.Trash));
            trashed.Add(id);
            house.Clock.Jump(TimeSpan.FromSeconds(1));
        }

        await Tick();
        await GrainHouse.Until(async () => await Read(trashed[0]) is null, "the oldest is purged");
        foreach (string id in trashed.Skip(1))
        {
            (await Read(id))!.Status.ShouldBe(InstanceStatus.Trashed);
        }

        house.Clock.Jump(TimeSpan.FromHours(24));
        await Tick();
        await GrainHouse.Until(async () => (await Task.WhenAll(trashed.Select(Read))).All(i => i is null), "all are purged");
        (await house.Grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(user.PrincipalId)).List()).ShouldBeEmpty();
        (await house.Audit(trashed[1], "instance.delete")).ShouldHaveSingleItem().Actor.Name.ShouldBe("system:trash");
    }

    [Fact]
    public async Task What_never_ran_is_removed_at_once()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        agent.HoldsWork = true;
        (string id, string create) = await house.BeginCreate(user, agent.NodeId);
        await GrainHouse.Until(async () => (await house.Operation(create)).Step == "accepted", "the agent accepts");
        house.Clock.Jump(TimeSpan.FromMinutes(5));
        await house.EndOf(create);
        agent.HoldsWork = false;

        (await house.EndOf(await house.Begin(user, id, InstanceVerb.Trash))).Kind.ShouldBe("instance.delete");

        (await Read(id)).ShouldBeNull();
    }

    [Fact]
    public async Task What_somebody_starts_in_the_trash_by_hand_is_stopped_again()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        string id = await house.NewInstance(user, agent);
        await house.EndOf(await house.Begin(user, id, InstanceVerb.Trash));
        int before = Stops();

        InstanceObservation running = new(id, "c1", "running", null, null, null, false, [], true, null, null, house.Clock.GetUtcNow());
        await house.Grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(id)).Observed(agent.NodeId, ProtocolJson.Write(running));

        await GrainHouse.Until(() => Task.FromResult(Stops() == before + 1), "it is stopped");
        (await Read(id))!.Status.ShouldBe(InstanceStatus.Trashed);

        int Stops() => agent.Requests.Count(r => r.Type == MessageTypes.InstanceChange && r.Json!.Contains(id, StringComparison.Ordinal) && r.Json.Contains("\"stop\"", StringComparison.Ordinal));
    }

    private Task Tick() => house.Grains.GetGrain<ISchedulerGrain>(GrainKeys.Scheduler).Tick();

    private IInstanceGrain Instance(string id) => house.Grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(id));

    private Task<InstanceInfo?> Read(string id) => house.Grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(id)).Read();

    private IUserSystemGrain User(Caller user) => house.Grains.GetGrain<IUserSystemGrain>(GrainKeys.User(user.PrincipalId));

    private INodeSystemGrain Node(ScriptedAgent agent) => house.Grains.GetGrain<INodeSystemGrain>(GrainKeys.Node(agent.NodeId));
}
