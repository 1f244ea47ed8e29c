using System.Diagnostics;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Instances;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Instances;

[Collection(DockerCollection.Name), Trait("category", "docker")]
public sealed class EventsTests(DockerFixture docker)
{
    [Fact, Trait("case", "K-16")]
    public async Task What_is_done_by_hand_is_told_within_two_seconds()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());
        var name = "anchorage-" + spec.InstanceId;

        await ToldAsync(rig, spec, "stopped", "stop", "-t", "0", name);
        await ToldAsync(rig, spec, "running", "start", name);
        await ToldAsync(rig, spec, "paused", "pause", name);
        await ToldAsync(rig, spec, "running", "unpause", name);
        await ToldAsync(rig, spec, "stopped", "kill", name);
        await ToldAsync(rig, spec, "missing", "rm", "-f", name);
        await ToldAsync(rig, spec, "gone", "volume", "rm", "anchorage-home-" + spec.InstanceId);
    }

    [Fact]
    public async Task Work_of_our_own_is_not_told_twice_while_it_runs()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();

        var spec = await rig.MadeAsync(rig.Spec());
        await Eventually.HoldsAsync("a change is told", TimeSpan.FromSeconds(60), () => Task.FromResult(rig.Link.Posted<InstanceObservation>().Any()));

        rig.Link.Posted<InstanceObservation>().ShouldAllBe(o => o.InstanceId == spec.InstanceId && o.State == "running");
    }

    [Fact]
    public async Task A_report_holds_images_instances_and_what_lost_its_container()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        await using var other = await new AgentRig(docker.Image).StartAsync();
        var runs = await rig.MadeAsync(rig.Spec());
        var lost = await rig.MadeAsync(rig.Spec());
        await other.MadeAsync(other.Spec());
        await Shell.DockerAsync("rm", "-f", "anchorage-" + lost.InstanceId);

        var reporter = rig.Services.GetRequiredService<IInstanceReporter>();
        var report = await reporter.ObserveAsync(TestContext.Current.CancellationToken);

        reporter.Docker.Available.ShouldBeTrue(reporter.Docker.Problem);
        reporter.Docker.ApiVersion.ShouldNotBeNull();
        report.Images.ShouldContain(docker.Image);
        report.OpenOperations.ShouldBeEmpty();
        report.Instances.ToDictionary(i => i.InstanceId, i => i.State).ShouldBe(
            new Dictionary<string, string> { [runs.InstanceId] = "running", [lost.InstanceId] = "missing" }, ignoreOrder: true);
    }

    private static async Task ToldAsync(AgentRig rig, InstanceSpec spec, string state, params string[] command)
    {
        await Eventually.HoldsAsync("nothing more is told", TimeSpan.FromSeconds(60), async () =>
        {
            var count = rig.Link.Posts.Count;
            await Task.Delay(TimeSpan.FromMilliseconds(600), TimeProvider.System);
            return rig.Link.Posts.Count == count;
        });
        var before = rig.Link.Posts.Count;
        await Shell.DockerAsync(command);
        var done = Stopwatch.GetTimestamp();
        long? told = null;
        await Eventually.HoldsAsync($"'docker {string.Join(' ', command)}' is told as {state}", TimeSpan.FromSeconds(60), () => Task.FromResult(
            (told = rig.Link.Posts.Skip(before).Where(p => p.Payload is InstanceObservation seen && seen.InstanceId == spec.InstanceId && seen.State == state).Select(p => (long?)p.At).FirstOrDefault()) is not null));

        // When it was told, not when this test came to look.
        Stopwatch.GetElapsedTime(done, told!.Value).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }
}
