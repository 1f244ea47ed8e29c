using System.Collections.Concurrent;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Tests.Instances;

namespace Anchorage.NodeAgent.Tests.Operations;

public sealed class WorkRunnerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact, Trait("case", "P-14")]
    public async Task An_action_that_throws_is_recorded_and_the_next_one_is_served()
    {
        await using var rig = await new RunnerRig(c => c.Request.OperationId == "bad" ? throw new InvalidCastException("boom") : Task.CompletedTask).StartAsync();

        rig.Accept("bad");
        rig.Accept("good");

        var bad = await rig.Link.CompletedAsync("bad");
        bad.ErrorCode.ShouldBe(WorkErrors.AgentError);
        bad.Details.ShouldNotBeNull()["reason"].ShouldBe("panic_recovered");
        bad.Message.ShouldNotBeNull().ShouldNotContain("boom");
        (await rig.Link.CompletedAsync("good")).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_carries_its_code_and_details()
    {
        await using var rig = await new RunnerRig(_ => throw new WorkFailedException("port_in_use", "Port 7 is in use.", new Dictionary<string, string> { ["port"] = "7" })).StartAsync();

        rig.Accept("one");

        var completed = await rig.Link.CompletedAsync("one");
        (completed.Succeeded, completed.ErrorCode, completed.Message).ShouldBe((false, "port_in_use", "Port 7 is in use."));
        completed.Details.ShouldNotBeNull()["port"].ShouldBe("7");
    }

    [Fact]
    public async Task Work_on_one_instance_is_done_one_after_the_other_in_order()
    {
        var running = 0;
        await using var rig = await new RunnerRig(async c =>
        {
            Interlocked.Increment(ref running).ShouldBe(1);
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }).StartAsync();
        var ids = Enumerable.Range(0, 50).Select(i => $"op{i}").ToArray();

        foreach (var id in ids)
        {
            rig.Accept(id);
        }

        (await Task.WhenAll(ids.Select(rig.Link.CompletedAsync))).ShouldAllBe(c => c.Succeeded);
        rig.Action.Begun.ShouldBe(ids);
    }

    [Fact]
    public async Task No_more_instances_than_allowed_are_worked_on_at_once_and_too_much_work_is_refused()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = new ConcurrentDictionary<string, bool>();
        var most = 0;
        await using var rig = await new RunnerRig(
            async c =>
            {
                lock (running)
                {
                    running[c.Request.OperationId] = true;
                    most = Math.Max(most, running.Count);
                }

                await gate.Task;
                running.TryRemove(c.Request.OperationId, out _);
            },
            o => (o.Parallelism, o.MaxOpen) = (3, 10)).StartAsync();

        for (var i = 0; i < 10; i++)
        {
            rig.Accept($"op{i}", $"i{i}");
        }

        Should.Throw<LinkRequestException>(() => rig.Accept("one-more", "x")).Code.ShouldBe(WorkErrors.AgentBusy);
        await Eventually.HoldsAsync("three run", Patience, () => Task.FromResult(running.Count == 3));
        gate.SetResult();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => rig.Link.CompletedAsync($"op{i}")));
        most.ShouldBe(3);
        rig.Accept("one-more", "x").AlreadyKnown.ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_request_leaves_no_trace()
    {
        await using var rig = await new RunnerRig(_ => Task.CompletedTask).StartAsync();

        Should.Throw<LinkRequestException>(() => rig.Accept("one", "refused")).Code.ShouldBe(WorkErrors.InvalidRequest);

        rig.Runner.OpenOperations.ShouldBeEmpty();
        rig.Accept("one").AlreadyKnown.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_stop_cut_off_goes_on_after_the_next_start()
    {
        await using var rig = await new RunnerRig(c => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, c.Token)).StartAsync();
        rig.Accept("first");
        rig.Accept("second");
        await Eventually.HoldsAsync("the first has begun", Patience, () => Task.FromResult(rig.Action.Begun.Contains("first")));

        await rig.RestartAsync(_ => Task.CompletedTask);

        (await rig.Link.CompletedAsync("second")).Succeeded.ShouldBeTrue();
        rig.Action.Begun.ShouldBe(["first", "second"]);
        rig.Accept("first").AlreadyKnown.ShouldBeTrue();
    }

    [Fact]
    public async Task Completed_work_is_not_done_again_after_a_restart_but_told_until_it_is_answered()
    {
        await using var rig = new RunnerRig(_ => Task.CompletedTask);
        rig.Link.Down = true;
        await rig.StartAsync();
        rig.Accept("one");
        await Eventually.HoldsAsync("the work is done", Patience, () => Task.FromResult(!rig.Runner.IsBusy("a")));
        rig.Runner.OpenOperations.ShouldBe(["one"]);

        await rig.RestartAsync(_ => throw new InvalidOperationException("must not run"));
        rig.Runner.OpenOperations.ShouldBe(["one"]);
        await rig.Link.ConnectAsync();

        (await rig.Link.CompletedAsync("one")).Succeeded.ShouldBeTrue();
        await Eventually.HoldsAsync("it is acknowledged", Patience, () => Task.FromResult(rig.Runner.OpenOperations.Count == 0));
        rig.Action.Begun.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_outcome_that_was_taken_once_is_sent_again_when_the_request_comes_again()
    {
        await using var rig = await new RunnerRig(_ => Task.CompletedTask).StartAsync();
        rig.Accept("one");
        await Eventually.HoldsAsync("it is acknowledged", Patience, () => Task.FromResult(rig.Link.Completions.Count == 1 && rig.Runner.OpenOperations.Count == 0));

        rig.Accept("one").AlreadyKnown.ShouldBeTrue();

        await Eventually.HoldsAsync("it is told again", Patience, () => Task.FromResult(rig.Link.Completions.Count == 2));
        rig.Action.Begun.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelled_work_ends_as_cancelled_waiting_or_running()
    {
        await using var rig = await new RunnerRig(c => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, c.Token)).StartAsync();
        rig.Accept("running");
        rig.Accept("waiting");
        await Eventually.HoldsAsync("it runs", Patience, () => Task.FromResult(!rig.Action.Begun.IsEmpty));

        rig.Runner.Cancel("waiting");
        rig.Runner.Cancel("running");
        rig.Runner.Cancel("unknown");

        (await rig.Link.CompletedAsync("running")).Cancelled.ShouldBeTrue();
        (await rig.Link.CompletedAsync("waiting")).Cancelled.ShouldBeTrue();
    }

    [Fact]
    public async Task Work_that_cuts_the_agent_off_again_and_again_is_given_up()
    {
        Task Hang(WorkContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.Token);
        await using var rig = await new RunnerRig(Hang, o => o.MaxAttempts = 2).StartAsync();
        rig.Accept("one");
        for (var i = 0; i < 2; i++)
        {
            await Eventually.HoldsAsync("it has begun", Patience, () => Task.FromResult(!rig.Action.Begun.IsEmpty));
            await rig.RestartAsync(Hang);
        }

        var completed = await rig.Link.CompletedAsync("one");

        completed.ErrorCode.ShouldBe(WorkErrors.AgentError);
        completed.Message.ShouldNotBeNull().ShouldContain("2 times");
    }

    [Fact]
    public async Task Progress_does_not_fall_when_work_begins_again()
    {
        await using var rig = await new RunnerRig(async c =>
        {
            await c.StepAsync("ssh", 80, "nearly");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, c.Token);
        }).StartAsync();
        rig.Accept("one");
        await Eventually.HoldsAsync("80 is told", Patience, () => Task.FromResult(rig.Link.Posted<Protocol.Operations.WorkProgress>().Any(p => p.Percent == 80)));

        await rig.RestartAsync(async c => await c.StepAsync("image", 5, "again"));

        await rig.Link.CompletedAsync("one");
        rig.Link.Posted<Protocol.Operations.WorkProgress>().ShouldHaveSingleItem().Percent.ShouldBe(80);
    }
}
