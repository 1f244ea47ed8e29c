using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>The driver as a process of its own that is killed with SIGKILL and started again on the same data.</summary>
[Collection(DockerCollection.Name), Trait("category", "docker")]
public sealed class CrashTests(DockerFixture docker)
{
    [Theory]
    [InlineData("image"), InlineData("volume"), InlineData("network"), InlineData("container"), InlineData("keys"), InlineData("start"), InlineData("ssh")]
    public async Task A_create_that_was_killed_at_a_step_ends_in_one_whole_instance(string step)
    {
        docker.Need();
        await using var rig = new AgentRig(docker.Image);
        using var user = await SshUser.NewAsync();
        var spec = rig.Spec(keys: [user.PublicKey]);

        await KillAtAsync(rig, "create:" + step, MessageTypes.InstanceCreate, new CreateInstance("op-killed", spec, 30));
        var completed = await FinishAsync(rig, "op-killed");

        completed.Succeeded.ShouldBeTrue($"{completed.ErrorCode}: {completed.Message}");
        (await rig.LeftAsync()).Order().ShouldBe(new[] { "anchorage-" + spec.InstanceId, "anchorage-home-" + spec.InstanceId, "anchorage-net-" + spec.OwnerId }.Order());
        await user.MustAsync(spec.Ports[0].Host, "true");
    }

    [Theory]
    [InlineData("container"), InlineData("stop"), InlineData("keys"), InlineData("start"), InlineData("ssh")]
    public async Task A_rebuild_that_was_killed_at_a_step_ends_in_one_whole_instance_with_its_home(string step)
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        using var user = await SshUser.NewAsync();
        var spec = await rig.MadeAsync(rig.Spec(keys: [user.PublicKey]));
        await user.MustAsync(spec.Ports[0].Host, "echo precious >/root/file");
        var data = Directory.CreateTempSubdirectory("anchorage-agent-").FullName;
        try
        {
            await using var killed = new AgentRig(docker.Image, rig.Installation, data);
            await KillAtAsync(killed, "rebuild:" + step, MessageTypes.InstanceRebuild, new RebuildInstance("op-killed", spec, false, 30));
            var completed = await FinishAsync(killed, "op-killed");

            completed.Succeeded.ShouldBeTrue($"{completed.ErrorCode}: {completed.Message}");
            (await rig.LeftAsync()).Count.ShouldBe(3, "container, volume, network");
            (await user.MustAsync(spec.Ports[0].Host, "cat /root/file")).ShouldBe("precious");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Theory]
    [InlineData("container"), InlineData("volume"), InlineData("network")]
    public async Task A_delete_that_was_killed_at_a_step_removes_everything(string step)
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());
        var data = Directory.CreateTempSubdirectory("anchorage-agent-").FullName;
        try
        {
            await using var killed = new AgentRig(docker.Image, rig.Installation, data);
            await KillAtAsync(killed, "delete:" + step, MessageTypes.InstanceChange, new ChangeInstance("op-killed", spec.InstanceId, "delete", 5, null, 30));
            (await FinishAsync(killed, "op-killed")).Succeeded.ShouldBeTrue();

            (await rig.LeftAsync()).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task A_create_that_was_killed_and_then_cancelled_leaves_nothing()
    {
        docker.Need();
        await using var rig = new AgentRig(docker.Image);
        await KillAtAsync(rig, "create:ssh", MessageTypes.InstanceCreate, new CreateInstance("op-killed", rig.Spec(), 30));
        (await rig.LeftAsync()).Count.ShouldBe(3, "the kill left a started container");

        using (var host = StartHost(rig, stopAt: "create:image"))
        {
            await host.UntilAsync(line => line.StartsWith("stopped-at", StringComparison.Ordinal));
            await host.SendAsync(MessageTypes.OperationCancel, new CancelWork("op-killed"));
            (await host.CompletedAsync("op-killed")).Cancelled.ShouldBeTrue();
        }

        (await rig.LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Twenty_kills_at_random_times_end_in_one_whole_instance_each()
    {
        docker.Need();
        const int Seed = 20260101;
        var random = new Random(Seed);
        await using var rig = new AgentRig(docker.Image);
        for (var round = 0; round < 20; round++)
        {
            var spec = rig.Spec(limits: new InstanceLimits(128, 1, 64));
            var operation = $"op-{round}";
            var wait = TimeSpan.FromMilliseconds(random.Next(0, 700));
            using (var host = StartHost(rig, stopAt: null))
            {
                await host.UntilAsync(line => line.Contains("\"ready\"", StringComparison.Ordinal));
                await host.SendAsync(MessageTypes.InstanceCreate, new CreateInstance(operation, spec, 30));
                await host.UntilAsync(line => line.Contains("\"answer\"", StringComparison.Ordinal));
                await Task.Delay(wait, TimeProvider.System, TestContext.Current.CancellationToken);
                host.Kill();
            }

            var completed = await FinishAsync(rig, operation, spec);
            completed.Succeeded.ShouldBeTrue($"seed {Seed}, round {round}, killed after {wait.TotalMilliseconds} ms: {completed.ErrorCode} {completed.Message}");
            (await rig.LeftAsync()).ShouldBeEmpty($"seed {Seed}, round {round}");
        }
    }

    private static async Task KillAtAsync<T>(AgentRig rig, string stopAt, string type, T request)
    {
        using var host = StartHost(rig, stopAt);
        await host.UntilAsync(line => line.Contains("\"ready\"", StringComparison.Ordinal));
        await host.SendAsync(type, request);
        await host.UntilAsync(line => line == "stopped-at " + stopAt);
        host.Kill();
    }

    /// <summary>Starts the driver again and waits for the outcome; with a specification, looks for the one container and deletes it.</summary>
    private static async Task<WorkCompleted> FinishAsync(AgentRig rig, string operation, InstanceSpec? delete = null)
    {
        using var host = StartHost(rig, stopAt: null);
        await host.UntilAsync(line => line.Contains("\"ready\"", StringComparison.Ordinal));
        WorkCompleted completed;
        if (delete is null)
        {
            completed = await host.CompletedAsync(operation);
        }
        else
        {
            // The outcome may have been sent before the kill: asked again, it is sent again.
            await host.SendAsync(MessageTypes.InstanceCreate, new CreateInstance(operation, delete, 30));
            completed = await host.CompletedAsync(operation);
            (await AgentRig.LeftAsync(rig.Installation)).Order().ShouldBe(
                new[] { "anchorage-" + delete.InstanceId, "anchorage-home-" + delete.InstanceId, "anchorage-net-" + delete.OwnerId }.Order());
            await host.SendAsync(MessageTypes.InstanceChange, new ChangeInstance(operation + "-delete", delete.InstanceId, "delete", 1, null, 30));
            (await host.CompletedAsync(operation + "-delete")).Succeeded.ShouldBeTrue();
        }

        return completed;
    }

    private static DriverProcess StartHost(AgentRig rig, string? stopAt) => new(rig.Data, rig.Installation, stopAt);
}
