using System.Globalization;
using System.Text.RegularExpressions;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Tests.Instances;

[Collection(DockerCollection.Name), Trait("category", "docker"), Trait("case", "K-23")]
public sealed class LimitsTests(DockerFixture docker)
{
    [Fact]
    public async Task A_memory_hog_is_killed_and_the_instance_goes_on()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec(limits: new InstanceLimits(128, 1, 128)));

        // A shell variable of 512 MiB does not fit 128.
        var (code, output) = await Shell.RunAsync("docker", "exec", "anchorage-" + spec.InstanceId, "/bin/sh", "-c", "x=$(head -c 536870912 /dev/zero | tr '\\0' a); echo survived ${#x}");

        output.ShouldNotContain("survived 536870912");
        code.ShouldNotBe(0);
        (await Shell.DockerAsync("inspect", "-f", "{{.State.Running}}", "anchorage-" + spec.InstanceId)).ShouldBe("true");
    }

    [Fact]
    public async Task More_processes_than_allowed_cannot_be_started()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec(limits: new InstanceLimits(256, 1, 64)));

        var (_, output) = await Shell.RunAsync("docker", "exec", "anchorage-" + spec.InstanceId, "/bin/sh", "-c", "i=0; while [ $i -lt 100 ]; do sleep 20 & i=$((i+1)); done 2>&1; echo end");

        output.ToLowerInvariant().ShouldContain("fork");
    }

    [Fact]
    public async Task A_busy_loop_gets_its_share_of_a_processor()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec(limits: new InstanceLimits(128, 0.1, 64)));

        // Three seconds of wall time hold about 0.3 s of processor time; the kernel counts, not the loop.
        var output = await Shell.DockerAsync("exec", "anchorage-" + spec.InstanceId, "/bin/sh", "-c", "timeout 3 /bin/sh -c 'while :; do :; done' 2>/dev/null; times");

        var children = Regex.Matches(output, @"^0m(?<user>[\d.]+)s 0m(?<system>[\d.]+)s", RegexOptions.Multiline)[^1];
        var seconds = double.Parse(children.Groups["user"].Value, CultureInfo.InvariantCulture) + double.Parse(children.Groups["system"].Value, CultureInfo.InvariantCulture);
        seconds.ShouldBeGreaterThan(0.05, output);
        seconds.ShouldBeLessThan(1.0, output);
    }

    [Fact]
    public async Task Limits_of_a_running_container_change_at_once()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());

        var answer = await rig.AskAsync<SetInstanceLimits, InstanceLimitsSet>(MessageTypes.InstanceLimits, new SetInstanceLimits(spec.InstanceId, new InstanceLimits(512, 0.25, 77), "no"));

        answer.Applied.ShouldBeTrue();
        (await Shell.DockerAsync("inspect", "-f", "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}} {{.HostConfig.RestartPolicy.Name}}", "anchorage-" + spec.InstanceId))
            .ShouldBe("536870912 250000000 77 no");
        (await Should.ThrowAsync<LinkRequestException>(() => rig.AskAsync(MessageTypes.InstanceLimits, new SetInstanceLimits("nosuch", new InstanceLimits(512, 1, 77), null)))).Code.ShouldBe("instance_not_found");
    }
}
