using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Instances;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.Grains.Tests.Instances;

public sealed class InstanceTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ImageChoice Old = new("old", "Old", "old:1");
    private static readonly ImageChoice New = new("new", "New", "new:1");

    public static TheoryData<InstanceStatus, InstanceVerb, OperationState, string?> All
    {
        get
        {
            TheoryData<InstanceStatus, InstanceVerb, OperationState, string?> all = [];
            InstanceStatus[] before = [InstanceStatus.Running, InstanceStatus.Stopped, InstanceStatus.Failed, InstanceStatus.Unknown];
            foreach (InstanceStatus status in before)
            {
                foreach (InstanceVerb verb in Enum.GetValues<InstanceVerb>().Where(v => status != InstanceStatus.Failed || v is InstanceVerb.Rebuild or InstanceVerb.Delete or InstanceVerb.Trash or InstanceVerb.Restore))
                {
                    foreach (OperationState outcome in new[] { OperationState.Succeeded, OperationState.Failed, OperationState.Cancelled })
                    {
                        foreach (string? seen in new[] { null, "running", "stopped", "missing" })
                        {
                            all.Add(status, verb, outcome, seen);
                        }
                    }
                }
            }

            return all;
        }
    }

    /// <summary>The whole table: whatever the work was and however it ended, nothing is left in creating or deleting.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void After_work_the_instance_is(InstanceStatus before, InstanceVerb verb, OperationState outcome, string? seen)
    {
        InstanceState begun = InstanceTransitions.Begin(State(before), verb, Operation(OperationState.Running), verb == InstanceVerb.Rebuild ? New : null);
        begun.Status.ShouldBe(verb switch { InstanceVerb.Delete or InstanceVerb.Trash => InstanceStatus.Deleting, InstanceVerb.Rebuild => InstanceStatus.Creating, _ => before });
        begun.Operation.ShouldNotBeNull();

        InstanceState ended = InstanceTransitions.End(begun, verb, Operation(outcome), seen is null ? null : Seen(seen), Now);

        ended.Operation.ShouldBeNull();
        ended.Verb.ShouldBeNull();
        if (outcome == OperationState.Succeeded && verb == InstanceVerb.Delete)
        {
            return; // the instance is removed with its state
        }

        ended.Status.ShouldBe(Expected(before, verb, outcome, seen));
        ended.Error.ShouldBe(outcome == OperationState.Failed && verb != InstanceVerb.Execute ? Operation(outcome).Error : null);
        bool newImage = verb == InstanceVerb.Rebuild && (outcome == OperationState.Succeeded || (outcome == OperationState.Failed && seen is null));
        ended.Plan!.Image.ShouldBe(newImage ? New : Old);
    }

    [Theory]
    [InlineData("running", InstanceStatus.Running)]
    [InlineData("restarting", InstanceStatus.Running)]
    [InlineData("paused", InstanceStatus.Running)]
    [InlineData("stopped", InstanceStatus.Stopped)]
    [InlineData("missing", InstanceStatus.Unknown)]
    [InlineData("gone", InstanceStatus.Unknown)]
    public void What_the_node_sees_is_the_status(string seen, InstanceStatus status) =>
        InstanceTransitions.Observe(State(InstanceStatus.Running), Seen(seen), Now).Status.ShouldBe(status);

    [Fact]
    public void A_create_that_failed_and_left_nothing_is_failed()
    {
        InstanceState creating = State(InstanceStatus.Creating) with { Before = InstanceStatus.Creating, Operation = Operation(OperationState.Running) };
        InstanceTransitions.End(creating, InstanceVerb.Start, Operation(OperationState.Failed), null, Now).Status.ShouldBe(InstanceStatus.Failed);
    }

    [Theory]
    [InlineData("running", InstanceVerb.Stop, OperationState.Cancelled, "running")]
    [InlineData("stopped", InstanceVerb.Start, OperationState.Cancelled, "stopped")]
    [InlineData("stopped", InstanceVerb.Rebuild, OperationState.Cancelled, "stopped")]
    [InlineData("running", InstanceVerb.Stop, OperationState.Failed, "stopped")]
    [InlineData("running", InstanceVerb.Stop, OperationState.Succeeded, "stopped")]
    [InlineData("stopped", InstanceVerb.Start, OperationState.Succeeded, "running")]
    public void What_its_people_want_is_what_they_asked_for_last_and_did_not_take_back(string before, InstanceVerb verb, OperationState outcome, string desired)
    {
        InstanceStatus status = before == "running" ? InstanceStatus.Running : InstanceStatus.Stopped;
        InstanceState begun = InstanceTransitions.Begin(State(status) with { Desired = before }, verb, Operation(OperationState.Running), null);

        InstanceState ended = InstanceTransitions.End(begun, verb, Operation(outcome), Seen(before), Now);

        ended.Desired.ShouldBe(desired);
        ended.DesiredBefore.ShouldBeNull();
    }

    [Fact]
    public void An_end_for_lack_of_memory_is_said() =>
        InstanceTransitions.Observe(State(InstanceStatus.Running), Seen("stopped") with { OutOfMemory = true }, Now).Error!.Message.ShouldContain("memory");

    [Theory]
    [InlineData(InstanceStatus.Running, "running", InstanceVerb.Start, true)]
    [InlineData(InstanceStatus.Stopped, "stopped", InstanceVerb.Start, false)]
    [InlineData(InstanceStatus.Stopped, "stopped", InstanceVerb.Stop, true)]
    [InlineData(InstanceStatus.Stopped, "running", InstanceVerb.Stop, false)]
    [InlineData(InstanceStatus.Running, "running", InstanceVerb.Restart, false)]
    [InlineData(InstanceStatus.Running, "running", InstanceVerb.Rebuild, false)]
    [InlineData(InstanceStatus.Unknown, "running", InstanceVerb.Delete, false)]
    [InlineData(InstanceStatus.Stopped, "stopped", InstanceVerb.Trash, false)]
    [InlineData(InstanceStatus.Stopped, "stopped", InstanceVerb.Restore, true)]
    public void Work_is_not_begun_where_its_goal_is_reached(InstanceStatus status, string desired, InstanceVerb verb, bool there) =>
        InstanceTransitions.IsThere(State(status) with { Desired = desired }, verb).ShouldBe(there);

    private static InstanceStatus Expected(InstanceStatus before, InstanceVerb verb, OperationState outcome, string? seen)
    {
        if (outcome == OperationState.Succeeded && verb != InstanceVerb.Execute)
        {
            return verb is InstanceVerb.Stop or InstanceVerb.Trash ? InstanceStatus.Stopped : InstanceStatus.Running;
        }

        return seen switch
        {
            "running" => InstanceStatus.Running,
            "stopped" => InstanceStatus.Stopped,
            "missing" => verb is InstanceVerb.Stop or InstanceVerb.Trash ? InstanceStatus.Stopped : InstanceStatus.Unknown,
            _ => verb == InstanceVerb.Rebuild && outcome == OperationState.Failed ? InstanceStatus.Failed : before,
        };
    }

    private static InstanceState State(InstanceStatus status) => new()
    {
        Plan = new InstancePlan("ann", "ann", "web", Old, new InstanceNode("n", "n", "10.0.0.9", true), "0.0.0.0", [], new LimitsInfo(512, 1, 100), "always"),
        Status = status,
        Before = status,
    };

    private static OperationInfo Operation(OperationState state) => new(
        "o1", "instance.x", state, 0, "", "", new TargetRef("instance", "i1", "web"), new ObjectName("ann", "ann"),
        state == OperationState.Failed ? new ErrorInfo(ErrorCodes.ContainerFailed, "It failed.") : null, Now, Now, null);

    private static InstanceObservation Seen(string state) => new("i1", "c1", state, null, null, null, false, [], true, null, null, Now);
}
