using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Tests.House;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.Grains.Tests.Operations;

/// <summary>One row per operation, with the operation's own end, whatever happened to the server meanwhile.</summary>
public sealed class OperationAuditTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    [Fact]
    public async Task Nothing_stays_pending_when_operations_have_ended()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        string instance = await house.NewInstance(user, agent);
        await house.EndOf(await house.Begin(user, instance, InstanceVerb.Stop));
        await house.EndOf(await house.Begin(user, instance, InstanceVerb.Start));
        await house.EndOf(await house.Begin(user, instance, InstanceVerb.Rebuild));
        await house.EndOf(await house.Begin(user, instance, InstanceVerb.Delete));

        await Ended(instance);
        AuditEvent[] rows = await house.Audit(instance);
        rows.Select(r => r.Action).ShouldBe(["instance.delete", "instance.rebuild", "instance.start", "instance.stop", "instance.create"]);
        rows.ShouldAllBe(r => r.Outcome == AuditResult.Succeeded && r.Actor.Id == user.PrincipalId && r.DurationMs >= 0);
    }

    [Fact]
    public async Task Work_that_outlives_a_restart_is_told_once_and_with_its_end()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        agent.HoldsWork = true;
        Caller user = await house.NewUser();
        (string instance, string operation) = await house.BeginCreate(user, agent.NodeId);
        await GrainHouse.Until(async () => (await house.Operation(operation)).Step == "accepted", "the agent accepts");
        (await house.Audit(instance)).ShouldHaveSingleItem().Outcome.ShouldBe(AuditResult.Pending);

        await house.Restart();

        await GrainHouse.Until(async () => (await house.Audit(instance)).Single().Outcome == AuditResult.Interrupted, "the start marks what was cut off");
        await agent.Connect();
        await agent.Finish(agent.Of(operation, MessageTypes.InstanceCreate)[0]);
        (await house.Operation(operation)).State.ShouldBe(OperationState.Succeeded);
        await Ended(instance);
        AuditEvent row = (await house.Audit(instance)).ShouldHaveSingleItem();
        (row.Outcome, row.Level, row.ErrorCode).ShouldBe((AuditResult.Succeeded, AuditLevel.Info, null));
    }

    [Fact]
    public async Task Work_that_fails_after_a_restart_is_told_as_failed()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        agent.HoldsWork = true;
        (string instance, string operation) = await house.BeginCreate(await house.NewUser(), agent.NodeId);
        await GrainHouse.Until(async () => (await house.Operation(operation)).Step == "accepted", "the agent accepts");

        // Nobody comes back: the scheduler takes it up and the deadline ends it.
        await house.Restart();
        house.Clock.Jump(TimeSpan.FromMinutes(6));

        (await house.EndOf(operation)).Error!.Code.ShouldBe(ErrorCodes.OperationTimeout);
        await Ended(instance);
        AuditEvent row = (await house.Audit(instance)).ShouldHaveSingleItem();
        (row.Outcome, row.ErrorCode).ShouldBe((AuditResult.Failed, ErrorCodes.OperationTimeout));
    }

    [Fact]
    public async Task A_refused_request_is_told_as_failed_and_leaves_no_operation()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        string instance = await house.NewInstance(user, agent);
        agent.HoldsWork = true;
        await house.Begin(user, instance, InstanceVerb.Stop);

        (await GrainHouse.Refusal(() => house.Begin(user, instance, InstanceVerb.Rebuild))).ShouldBe(ErrorCodes.OperationInProgress);

        AuditEvent row = (await house.Audit(instance, "instance.rebuild")).ShouldHaveSingleItem();
        (row.Outcome, row.ErrorCode).ShouldBe((AuditResult.Failed, ErrorCodes.OperationInProgress));
    }

    /// <summary>The audit follows the end that everybody sees by a moment.</summary>
    private Task Ended(string instance) => GrainHouse.Until(
        async () => (await house.Audit(instance)).All(r => r.Outcome is not (AuditResult.Pending or AuditResult.Interrupted)), "the audit has the end");
}
