using System.Net;
using System.Net.Sockets;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Terminals;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Instances;

[Collection(DockerCollection.Name), Trait("category", "docker")]
public sealed class LifeTests(DockerFixture docker)
{
    [Fact, Trait("case", "K-13")]
    public async Task Data_survive_stop_and_start_on_the_same_ports_and_are_gone_after_delete()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        using var user = await SshUser.NewAsync();
        var spec = await rig.MadeAsync(rig.Spec(keys: [user.PublicKey]));
        var port = spec.Ports[0].Host;
        await user.MustAsync(port, "echo precious >/root/file");

        var stopped = await rig.ChangeAsync(spec.InstanceId, "stop");
        stopped.Succeeded.ShouldBeTrue(stopped.Message);
        stopped.Observation.ShouldNotBeNull().State.ShouldBe("stopped");
        (await user.RunAsync(port, "true")).Code.ShouldBe(255);

        var started = await rig.ChangeAsync(spec.InstanceId, "start");
        started.Observation.ShouldNotBeNull().State.ShouldBe("running");
        (await user.MustAsync(port, "cat /root/file")).ShouldBe("precious");

        var deleted = await rig.ChangeAsync(spec.InstanceId, "delete");
        deleted.Succeeded.ShouldBeTrue(deleted.Message);
        deleted.Observation.ShouldBeNull();
        (await rig.LeftAsync()).ShouldBeEmpty();
        using var probe = new TcpClient();
        await Should.ThrowAsync<SocketException>(() => probe.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken).AsTask());

        using var next = await SshUser.NewAsync();
        var again = await rig.MadeAsync(rig.Spec(id: spec.InstanceId, port: port, keys: [next.PublicKey]));
        (await next.RunAsync(again.Ports[0].Host, "test -e /root/file")).Code.ShouldBe(1);
    }

    [Fact, Trait("case", "K-14")]
    public async Task To_be_there_already_is_success()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());

        (await rig.ChangeAsync(spec.InstanceId, "start")).Succeeded.ShouldBeTrue();
        (await rig.ChangeAsync(spec.InstanceId, "restart")).Observation.ShouldNotBeNull().State.ShouldBe("running");
        (await rig.ChangeAsync(spec.InstanceId, "stop")).Succeeded.ShouldBeTrue();
        (await rig.ChangeAsync(spec.InstanceId, "stop")).Succeeded.ShouldBeTrue();
        (await rig.ChangeAsync(spec.InstanceId, "delete")).Succeeded.ShouldBeTrue();
        (await rig.ChangeAsync(spec.InstanceId, "delete")).Succeeded.ShouldBeTrue();
        (await rig.ChangeAsync(spec.InstanceId, "start")).ErrorCode.ShouldBe(WorkErrors.InstanceNotFound);
    }

    [Fact, Trait("case", "P-10")]
    public async Task Rebuild_keeps_home_and_host_key_and_wipe_empties_them()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        using var user = await SshUser.NewAsync();
        var spec = await rig.MadeAsync(rig.Spec(keys: [user.PublicKey]));
        var port = spec.Ports[0].Host;
        await user.MustAsync(port, "echo precious >/root/file; echo gone >/tmp/outside-home");
        var before = (await rig.Client.InspectContainerAsync("anchorage-" + spec.InstanceId, TestContext.Current.CancellationToken))!.Id;

        var rebuilt = await rig.RebuildAsync(spec);

        rebuilt.Succeeded.ShouldBeTrue(rebuilt.Message);
        rebuilt.Observation.ShouldNotBeNull().ContainerId.ShouldNotBe(before);
        // The same known_hosts accepts it: the host key is the same.
        (await user.MustAsync(port, "cat /root/file; ls /tmp")).ShouldBe("precious");

        var wiped = await rig.RebuildAsync(spec, wipe: true);
        wiped.Succeeded.ShouldBeTrue(wiped.Message);
        using var fresh = await SshUser.NewAsync();
        await rig.AskAsync(Protocol.MessageTypes.InstanceKeys, new Protocol.Instances.SetInstanceKeys(spec.InstanceId, [fresh.PublicKey]));
        (await fresh.RunAsync(port, "test -e /root/file")).Code.ShouldBe(1);
        (await rig.LeftAsync()).Count.ShouldBe(3, "container, volume, network");
    }

    [Theory]
    [InlineData("anchorage/no-such-image:1", WorkErrors.ImageMissing)]
    [InlineData("mute", WorkErrors.SshNotReady)]
    public async Task A_rebuild_that_fails_brings_the_former_container_back(string image, string code)
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        using var user = await SshUser.NewAsync();
        var spec = await rig.MadeAsync(rig.Spec(keys: [user.PublicKey]));
        var mute = "anchorage-test/mute:" + AgentRig.NewId();
        await Shell.RunWithInputAsync("docker", $"FROM {docker.Image}\nENTRYPOINT [\"/bin/sh\",\"-c\",\"sleep 600\"]\n", "build", "-q", "-t", mute, "-");
        try
        {
            var rebuilt = await rig.RebuildAsync(spec with { Image = image == "mute" ? mute : image }, sshSeconds: 2);

            rebuilt.ErrorCode.ShouldBe(code, rebuilt.Message);
            await Eventually.HoldsAsync("ssh works again", TimeSpan.FromSeconds(60), async () => (await user.RunAsync(spec.Ports[0].Host, "true")).Code == 0);
            (await rig.LeftAsync()).Count.ShouldBe(3, "container, volume, network");
        }
        finally
        {
            await rig.ChangeAsync(spec.InstanceId, "delete");
            await Shell.RunAsync("docker", "rmi", "-f", mute);
        }
    }

    [Fact, Trait("case", "K-22")]
    public async Task Stop_and_delete_at_the_same_time_are_both_answered_and_end_consistent()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());

        var stop = rig.ChangeAsync(spec.InstanceId, "stop");
        var delete = rig.ChangeAsync(spec.InstanceId, "delete");
        await Task.WhenAll(stop, delete);

        (await delete).Succeeded.ShouldBeTrue();
        ((await stop).Succeeded || (await stop).ErrorCode == WorkErrors.InstanceNotFound).ShouldBeTrue();
        (await rig.LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_paused_container_can_be_stopped_and_started()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());
        await Shell.DockerAsync("pause", "anchorage-" + spec.InstanceId);

        (await rig.ChangeAsync(spec.InstanceId, "start")).Observation.ShouldNotBeNull().State.ShouldBe("running");
        await Shell.DockerAsync("pause", "anchorage-" + spec.InstanceId);
        (await rig.ChangeAsync(spec.InstanceId, "stop")).Observation.ShouldNotBeNull().State.ShouldBe("stopped");
    }

    [Fact]
    public async Task A_start_whose_port_was_taken_meanwhile_fails_with_the_port_and_stays_stopped()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());
        await rig.ChangeAsync(spec.InstanceId, "stop");
        using var other = new TcpListener(IPAddress.Loopback, spec.Ports[0].Host);
        other.Start();

        var started = await rig.ChangeAsync(spec.InstanceId, "start");

        started.ErrorCode.ShouldBe(WorkErrors.PortInUse, started.Message);
        started.Details.ShouldNotBeNull()["port"].ShouldBe($"{spec.Ports[0].Host}");
        started.Observation.ShouldNotBeNull().State.ShouldBe("stopped");
    }

    [Fact]
    public async Task Shell_finds_the_running_container_and_refuses_a_stopped_one()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());
        var shell = rig.Services.GetRequiredService<IContainerShell>();

        var found = await shell.FindAsync(spec.InstanceId, TestContext.Current.CancellationToken);
        found.ProcessId.ShouldBeGreaterThan(0);
        found.Address.ShouldNotBeNull().ShouldStartWith("10.213.");
        if (Environment.IsPrivilegedProcess && found.RuncRoot is { } root)
        {
            (await Shell.MustAsync("runc", "--root", root, "exec", found.ContainerId, "/bin/sh", "-c", "echo inside")).ShouldBe("inside");
        }

        await rig.ChangeAsync(spec.InstanceId, "stop");
        (await Should.ThrowAsync<Anchorage.NodeAgent.Nodes.LinkRequestException>(() => shell.FindAsync(spec.InstanceId, TestContext.Current.CancellationToken))).Code.ShouldBe("instance_stopped");
        (await Should.ThrowAsync<Anchorage.NodeAgent.Nodes.LinkRequestException>(() => shell.FindAsync("nosuch", TestContext.Current.CancellationToken))).Code.ShouldBe("instance_not_found");
    }
}
