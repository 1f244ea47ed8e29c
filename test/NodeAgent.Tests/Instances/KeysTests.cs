using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Tests.Instances;

[Collection(DockerCollection.Name), Trait("category", "docker")]
public sealed class KeysTests(DockerFixture docker)
{
    [Fact, Trait("case", "P-36")]
    public async Task Keys_change_in_a_running_container_and_the_users_own_lines_survive()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        using var first = await SshUser.NewAsync();
        using var second = await SshUser.NewAsync();
        using var own = await SshUser.NewAsync();
        var spec = await rig.MadeAsync(rig.Spec(keys: [first.PublicKey]));
        var port = spec.Ports[0].Host;
        await first.MustAsync(port, $"echo '{own.PublicKey}' >>/root/.ssh/authorized_keys");

        var answer = await rig.AskAsync<SetInstanceKeys, InstanceKeysSet>(MessageTypes.InstanceKeys, new SetInstanceKeys(spec.InstanceId, [second.PublicKey]));

        answer.Applied.ShouldBeTrue();
        (await first.RunAsync(port, "true")).Code.ShouldBe(255, "the removed key stops working");
        await second.MustAsync(port, "true");
        await own.MustAsync(port, "true");
        await rig.ChangeAsync(spec.InstanceId, "restart");
        (await first.RunAsync(port, "true")).Code.ShouldBe(255, "and stays out after a restart");
        await second.MustAsync(port, "true");
        await own.MustAsync(port, "true");
    }

    [Fact]
    public async Task Keys_of_a_stopped_instance_come_with_the_next_start_even_one_by_hand()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        using var first = await SshUser.NewAsync();
        using var second = await SshUser.NewAsync();
        var spec = await rig.MadeAsync(rig.Spec(keys: [first.PublicKey]));
        var port = spec.Ports[0].Host;
        await rig.ChangeAsync(spec.InstanceId, "stop");

        var answer = await rig.AskAsync<SetInstanceKeys, InstanceKeysSet>(MessageTypes.InstanceKeys, new SetInstanceKeys(spec.InstanceId, [second.PublicKey]));

        answer.Applied.ShouldBeFalse();
        await Shell.DockerAsync("start", "anchorage-" + spec.InstanceId);
        await Eventually.HoldsAsync("the new key works", TimeSpan.FromSeconds(60), async () => (await second.RunAsync(port, "true")).Code == 0);
        (await first.RunAsync(port, "true")).Code.ShouldBe(255);
        (await rig.ChangeAsync(spec.InstanceId, "start")).Observation.ShouldNotBeNull().KeysSynced.ShouldBeTrue();
    }

    [Theory, InlineData("environment", 0), InlineData("upload", 1)]
    public async Task Keys_come_in_the_way_that_the_image_takes(string way, int uploads)
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        using var user = await SshUser.NewAsync();
        var image = $"anchorage-test/keys-{way}:{rig.Owner}";
        await Shell.MustAsync("sh", "-c", $"printf 'FROM {docker.Image}\nLABEL anchorage.keys={way}\n' | DOCKER_BUILDKIT=0 docker build -q -t {image} -");
        try
        {
            var since = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            var spec = await rig.MadeAsync(rig.Spec(keys: [user.PublicKey], image: image));

            await user.MustAsync(spec.Ports[0].Host, "test -z \"$ANCHORAGE_KEYS\"");
            var events = await Shell.DockerAsync("events", "--since", $"{since}", "--until", $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1}", "--filter", "container=anchorage-" + spec.InstanceId, "--format", "{{.Action}}");
            events.Split('\n').Count(e => e == "extract-to-dir").ShouldBe(uploads, events);
            await rig.ChangeAsync(spec.InstanceId, "delete");
        }
        finally
        {
            await Shell.DockerAsync("rmi", "-f", image);
        }
    }

    [Fact]
    public async Task Links_that_the_user_put_in_the_way_lead_nowhere_but_into_the_container()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        using var user = await SshUser.NewAsync();
        var spec = await rig.MadeAsync(rig.Spec(keys: [user.PublicKey]));
        var outside = Directory.CreateTempSubdirectory("anchorage-target-").FullName;
        try
        {
            // The paths exist on the node and not in the container: a write that followed the links on the node would show.
            await user.MustAsync(spec.Ports[0].Host, $"rm -rf /run/anchorage; ln -s {outside} /run/anchorage; rm -rf /root/.ssh; ln -s {outside} /root/.ssh");
            var request = new SetInstanceKeys(spec.InstanceId, [user.PublicKey]);
            try
            {
                await rig.AskAsync(MessageTypes.InstanceKeys, request);
            }
            catch (LinkRequestException e)
            {
                e.Code.ShouldBe("container_failed");
            }

            await rig.ChangeAsync(spec.InstanceId, "stop");
            await rig.AskAsync(MessageTypes.InstanceKeys, request);

            Directory.EnumerateFileSystemEntries(outside).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public async Task Keys_of_nothing_are_refused()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();

        (await Should.ThrowAsync<LinkRequestException>(() => rig.AskAsync(MessageTypes.InstanceKeys, new SetInstanceKeys("nosuch", [])))).Code.ShouldBe("instance_not_found");
        (await Should.ThrowAsync<LinkRequestException>(() => rig.AskAsync(MessageTypes.InstanceKeys, new SetInstanceKeys("nosuch", ["two\nlines"])))).Code.ShouldBe("invalid_request");
        (await Should.ThrowAsync<LinkRequestException>(() => rig.AskAsync(MessageTypes.InstanceKeys, new SetInstanceKeys("../etc", [])))).Code.ShouldBe("invalid_request");
    }
}
