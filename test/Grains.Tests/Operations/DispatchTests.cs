using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Tests.House;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.Grains.Tests.Operations;

/// <summary>What an operation does about an agent that says nothing, forgets, or is gone for good.</summary>
public sealed class DispatchTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    [Fact]
    public async Task Accepted_work_is_sent_again_after_thirty_seconds_under_the_same_id()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        agent.HoldsWork = true;
        (_, string operation) = await house.BeginCreate(await house.NewUser(), agent.NodeId);
        await GrainHouse.Until(async () => (await house.Operation(operation)).Step == "accepted", "the agent accepts");
        house.Clock.Jump(TimeSpan.FromSeconds(20));
        await house.Grains.GetGrain<IOperationSystemGrain>(GrainKeys.Operation(operation)).Resume();
        agent.Of(operation).Length.ShouldBe(1);

        house.Clock.Jump(TimeSpan.FromSeconds(11));

        await GrainHouse.Until(() => Task.FromResult(agent.Of(operation).Length == 2), "it is asked again");
        AgentMessage[] sent = agent.Of(operation, MessageTypes.InstanceCreate);
        sent[1].ShouldBe(sent[0]);
        await agent.Finish(sent[0]);
        await agent.Finish(sent[1]);
        (await house.Operation(operation)).State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public async Task A_request_without_an_answer_is_repeated_until_there_is_one()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        int tries = 0;
        agent.Before = _ =>
        {
            if (Interlocked.Increment(ref tries) < 3)
            {
                throw new TimeoutException("lost");
            }
        };

        (_, string operation) = await house.BeginCreate(await house.NewUser(), agent.NodeId);

        (await house.EndOf(operation)).State.ShouldBe(OperationState.Succeeded);
        agent.Of(operation).Length.ShouldBe(3);
    }

    [Fact]
    public async Task At_its_deadline_an_operation_fails_and_the_agent_is_told_to_stop()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        agent.HoldsWork = true;
        Caller user = await house.NewUser();
        (string instance, string operation) = await house.BeginCreate(user, agent.NodeId);
        await GrainHouse.Until(async () => (await house.Operation(operation)).Step == "accepted", "the agent accepts");

        house.Clock.Jump(TimeSpan.FromMinutes(5));

        OperationInfo ended = await house.EndOf(operation);
        (ended.State, ended.Error!.Code).ShouldBe((OperationState.Failed, ErrorCodes.OperationTimeout));
        agent.Of(operation, MessageTypes.OperationCancel).ShouldNotBeEmpty();
        InstanceInfo failed = await house.Grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(instance)).Get(user);
        (failed.Status, failed.Operation, failed.Error!.Code).ShouldBe((InstanceStatus.Failed, null, ErrorCodes.OperationTimeout));

        // The end came too late: the outcome stands.
        await agent.Finish(agent.Of(operation, MessageTypes.InstanceCreate)[0]);
        (await house.Operation(operation)).State.ShouldBe(OperationState.Failed);
    }

    [Fact]
    public async Task An_instance_of_a_revoked_node_can_still_be_deleted()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        string instance = await house.NewInstance(user, agent);
        INodeGrain node = house.Grains.GetGrain<INodeGrain>(GrainKeys.Node(agent.NodeId));
        (await GrainHouse.Refusal(() => node.Revoke(GrainHouse.Admin, force: false))).ShouldBe(ErrorCodes.NodeNotEmpty);

        await node.Revoke(GrainHouse.Admin, force: true);

        await GrainHouse.Until(() => Task.FromResult(agent.Closed.Contains("revoked")), "the link is cut");
        (await agent.Node.GetIdentity()).ShouldBeNull();
        (await agent.Node.RenewLease("link1")).ShouldBe(LeaseState.Revoked);
        (await GrainHouse.Refusal(() => house.Begin(user, instance, InstanceVerb.Stop))).ShouldBe(ErrorCodes.NodeOffline);
        (await house.EndOf(await house.Begin(user, instance, InstanceVerb.Delete))).State.ShouldBe(OperationState.Succeeded);
        (await house.Grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instance)).Read()).ShouldBeNull();
        (await house.Grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(user.PrincipalId)).List()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_is_revoked_during_work_ends_it()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        string instance = await house.NewInstance(user, agent);
        agent.HoldsWork = true;
        string delete = await house.Begin(user, instance, InstanceVerb.Delete);
        (_, string create) = await house.BeginCreate(user, agent.NodeId);
        await GrainHouse.Until(async () => (await house.Operation(create)).Step == "accepted" && (await house.Operation(delete)).Step == "accepted", "the agent accepts");

        await house.Grains.GetGrain<INodeGrain>(GrainKeys.Node(agent.NodeId)).Revoke(GrainHouse.Admin, force: true);
        house.Clock.Jump(TimeSpan.FromSeconds(31));

        (await house.EndOf(delete)).State.ShouldBe(OperationState.Succeeded);
        OperationInfo failed = await house.EndOf(create);
        (failed.State, failed.Error!.Code).ShouldBe((OperationState.Failed, ErrorCodes.NodeRevoked));
    }
}
