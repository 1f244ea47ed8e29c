using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.NodeAgent.Tests.Instances;

[Collection(DockerCollection.Name), Trait("category", "docker")]
public sealed class CreateTests(DockerFixture docker)
{
    [Fact, Trait("case", "K-06")]
    public async Task Created_instance_is_reached_by_ssh_with_its_key_and_no_other()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        using var user = await SshUser.NewAsync();
        using var stranger = await SshUser.NewAsync();
        var spec = rig.Spec(keys: [user.PublicKey]);

        var completed = await rig.CreateAsync(spec);

        completed.Succeeded.ShouldBeTrue($"{completed.ErrorCode}: {completed.Message}");
        var seen = completed.Observation.ShouldNotBeNull();
        seen.State.ShouldBe("running");
        seen.Ports.ShouldBe(spec.Ports);
        seen.OperationId.ShouldBe(completed.OperationId);
        seen.KeysSynced.ShouldBeTrue();
        (await user.MustAsync(spec.Ports[0].Host, "id -u; hostname")).ShouldBe("0\nmy-box");
        (await stranger.RunAsync(spec.Ports[0].Host, "true")).Code.ShouldBe(255);

        await user.MustAsync(spec.Ports[0].Host, "mkdir -p www && echo hello >www/index.html && (busybox httpd -p 80 -h www || cd www && python3 -m http.server 80 &) </dev/null >/dev/null 2>&1");
        (await Shell.MustAsync("curl", "-sS", "--max-time", "10", "--retry", "5", "--retry-connrefused", "--retry-all-errors", $"http://127.0.0.1:{spec.Ports[1].Host}/index.html")).ShouldBe("hello");
    }

    [Fact, Trait("case", "P-11")]
    public async Task Progress_names_the_steps_in_order_and_never_falls()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();

        await rig.MadeAsync(rig.Spec());

        var progress = rig.Link.Posted<WorkProgress>().ToList();
        progress.Select(p => p.Step).ShouldBe(["image", "volume", "network", "container", "keys", "start", "ssh"]);
        progress.Select(p => p.Percent).ShouldBeInOrder();
        progress.ShouldAllBe(p => p.Percent < 100);
    }

    [Fact]
    public async Task Container_has_the_limits_rights_and_labels_of_its_specification()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec(limits: new InstanceLimits(300, 0.5, 99)));

        using var json = JsonDocument.Parse(await Shell.DockerAsync("inspect", "anchorage-" + spec.InstanceId));
        var container = json.RootElement[0];
        var host = container.GetProperty("HostConfig");
        host.GetProperty("Memory").GetInt64().ShouldBe(300L << 20);
        host.GetProperty("MemorySwap").GetInt64().ShouldBe(300L << 20);
        host.GetProperty("NanoCpus").GetInt64().ShouldBe(500_000_000);
        host.GetProperty("PidsLimit").GetInt64().ShouldBe(99);
        host.GetProperty("Privileged").GetBoolean().ShouldBeFalse();
        host.GetProperty("Init").GetBoolean().ShouldBeTrue();
        host.GetProperty("SecurityOpt").EnumerateArray().Select(o => o.GetString()).ShouldBe(["no-new-privileges:true"]);
        host.GetProperty("CapDrop").EnumerateArray().Select(o => o.GetString()).ShouldBe(["ALL"]);
        host.GetProperty("RestartPolicy").GetProperty("Name").GetString().ShouldBe("unless-stopped");
        host.GetProperty("LogConfig").GetProperty("Config").GetProperty("max-size").GetString().ShouldBe("10m");
        host.GetProperty("Binds").ValueKind.ShouldBe(JsonValueKind.Null);
        var mount = container.GetProperty("Mounts").EnumerateArray().ShouldHaveSingleItem();
        mount.GetProperty("Name").GetString().ShouldBe("anchorage-home-" + spec.InstanceId);
        mount.GetProperty("Destination").GetString().ShouldBe("/root");
        var labels = container.GetProperty("Config").GetProperty("Labels");
        labels.GetProperty("anchorage.managed").GetString().ShouldBe("1");
        labels.GetProperty("anchorage.owner").GetString().ShouldBe(rig.Owner);
        labels.GetProperty("anchorage.name").GetString().ShouldBe("My Box");

        // What the kernel says, not what was asked for.
        var status = await Shell.DockerAsync("exec", "anchorage-" + spec.InstanceId, "/bin/sh", "-c", "cat /proc/self/status");
        status.ShouldContain("Seccomp:\t2");
        status.ShouldContain("NoNewPrivs:\t1");
        status.ShouldNotContain("CapEff:\t000001ffffffffff");
    }

    [Fact, Trait("case", "K-10")]
    public async Task A_port_that_another_program_holds_is_named_and_nothing_is_left()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = rig.Spec();
        using var other = new TcpListener(IPAddress.Loopback, spec.Ports[1].Host);
        other.Start();

        var completed = await rig.CreateAsync(spec);

        completed.ErrorCode.ShouldBe(WorkErrors.PortInUse);
        completed.Details.ShouldNotBeNull()["port"].ShouldBe($"{spec.Ports[1].Host}");
        completed.Observation.ShouldBeNull();
        (await rig.LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_port_that_is_taken_between_look_and_start_is_told_by_the_engine_and_named()
    {
        docker.Need();
        var gate = new HoldingGate("start");
        await using var rig = await new AgentRig(docker.Image).StartAsync(gate: gate);
        var spec = rig.Spec();
        var creating = rig.CreateAsync(spec);
        await gate.ReachedAsync();
        using var other = new TcpListener(IPAddress.Loopback, spec.Ports[2].Host);
        other.Start();
        gate.Open();

        var completed = await creating;

        completed.ErrorCode.ShouldBe(WorkErrors.PortInUse, completed.Message);
        completed.Details.ShouldNotBeNull()["port"].ShouldBe($"{spec.Ports[2].Host}");
        (await rig.LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_image_fails_with_its_name_and_nothing_is_left()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();

        var completed = await rig.CreateAsync(rig.Spec(image: "anchorage/no-such-image:1"));

        completed.ErrorCode.ShouldBe(WorkErrors.ImageMissing);
        completed.Message.ShouldNotBeNull().ShouldContain("anchorage/no-such-image:1");
        (await rig.LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_without_ssh_server_fails_early_because_its_container_ends()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = rig.Spec() with { RestartPolicy = "no" };
        var tag = "anchorage-test/ends:" + AgentRig.NewId();
        await Shell.RunWithInputAsync("docker", $"FROM {docker.Image}\nENTRYPOINT [\"/bin/sh\",\"-c\",\"exit 7\"]\n", "build", "-q", "-t", tag, "-");
        try
        {
            var completed = await rig.CreateAsync(spec with { Image = tag });

            completed.ErrorCode.ShouldBe(WorkErrors.ContainerFailed);
            completed.Message.ShouldNotBeNull().ShouldContain("exit code 7");
            (await rig.LeftAsync()).ShouldBeEmpty();
        }
        finally
        {
            await Shell.RunAsync("docker", "rmi", "-f", tag);
        }
    }

    [Fact]
    public async Task An_ssh_server_that_never_answers_is_ssh_not_ready()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var tag = "anchorage-test/mute:" + AgentRig.NewId();
        await Shell.RunWithInputAsync("docker", $"FROM {docker.Image}\nENTRYPOINT [\"/bin/sh\",\"-c\",\"sleep 600\"]\n", "build", "-q", "-t", tag, "-");
        try
        {
            (await rig.CreateAsync(rig.Spec(image: tag), sshSeconds: 2)).ErrorCode.ShouldBe(WorkErrors.SshNotReady);
            (await rig.LeftAsync()).ShouldBeEmpty();
        }
        finally
        {
            await Shell.RunAsync("docker", "rmi", "-f", tag);
        }
    }

    [Fact]
    public async Task The_same_operation_twice_makes_one_container()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var request = new CreateInstance("op-once", rig.Spec(), 30);

        var first = await rig.AskAsync<CreateInstance, WorkAccepted>(MessageTypes.InstanceCreate, request);
        var second = await rig.AskAsync<CreateInstance, WorkAccepted>(MessageTypes.InstanceCreate, request);
        var container = (await rig.Link.CompletedAsync("op-once")).Observation.ShouldNotBeNull().ContainerId;
        var third = await rig.AskAsync<CreateInstance, WorkAccepted>(MessageTypes.InstanceCreate, request);

        (first.AlreadyKnown, second.AlreadyKnown, third.AlreadyKnown).ShouldBe((false, true, true));
        await Eventually.HoldsAsync("the outcome is sent again", TimeSpan.FromSeconds(60), () => Task.FromResult(rig.Link.Completions.Count == 2));
        rig.Link.Completions.ShouldAllBe(c => c.Observation!.ContainerId == container);
    }

    [Theory]
    [InlineData("network"), InlineData("container"), InlineData("keys"), InlineData("start"), InlineData("ssh")]
    public async Task A_create_that_is_cancelled_at_a_step_leaves_nothing(string step)
    {
        docker.Need();
        var gate = new HoldingGate(step);
        await using var rig = await new AgentRig(docker.Image).StartAsync(gate: gate);
        var creating = rig.CreateAsync(rig.Spec(), "op-cancel");
        await gate.ReachedAsync();

        await rig.AskAsync(MessageTypes.OperationCancel, new CancelWork("op-cancel"));

        (await creating).Cancelled.ShouldBeTrue();
        (await rig.LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_create_on_a_home_that_was_there_keeps_the_home()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());
        await Shell.DockerAsync("rm", "-f", "anchorage-" + spec.InstanceId);
        using var other = new TcpListener(IPAddress.Loopback, spec.Ports[0].Host);
        other.Start();

        var completed = await rig.CreateAsync(spec);

        completed.ErrorCode.ShouldBe(WorkErrors.PortInUse);
        completed.Observation.ShouldNotBeNull().State.ShouldBe("missing");
        (await rig.LeftAsync()).ShouldContain("anchorage-home-" + spec.InstanceId);
    }

    [Fact]
    public async Task A_container_of_that_name_that_is_not_ours_is_left_alone()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = rig.Spec();
        await Shell.DockerAsync("create", "--name", "anchorage-" + spec.InstanceId, docker.Image);
        try
        {
            (await rig.CreateAsync(spec)).ErrorCode.ShouldBe(WorkErrors.ContainerFailed);
            await Shell.DockerAsync("inspect", "anchorage-" + spec.InstanceId);
        }
        finally
        {
            await Shell.DockerAsync("rm", "-f", "anchorage-" + spec.InstanceId);
        }
    }

    [Fact]
    public async Task Ten_creates_at_once_make_ten_instances()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => rig.CreateAsync(rig.Spec(limits: new InstanceLimits(128, 1, 64)))));

        all.ShouldAllBe(c => c.Succeeded, string.Join("; ", all.Select(c => c.Message)));
        (await rig.LeftAsync()).Count.ShouldBe(21, "ten containers, ten volumes, one network");
    }
}
