using System.Diagnostics;
using Anchorage.EndToEnd.Tests.Support;
using Anchorage.Testing;

namespace Anchorage.EndToEnd.Tests.Instances;

/// <summary>What somebody does on the node with Docker's own command line.</summary>
public sealed class ByHandTests(SharedInstallation shared) : EndToEndTest
{
    [Fact]
    public async Task A_stop_and_a_start_by_hand_are_seen_within_two_seconds()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "hand");
        var instance = await user.CreateAsync("touched");
        var container = (await EngineObjects.ContainerOfAsync(instance.Id()))!;

        await Promptness.WithinAsync("the stop is seen", 2, () => SeenAsync("stopped", "stop", "-t", "1"), () => SeenAsync("running", "start"));
        await Promptness.WithinAsync("the start is seen", 2, () => SeenAsync("running", "start"), () => SeenAsync("stopped", "stop", "-t", "1"));
        await user.RemoveAsync("touched");

        async Task<TimeSpan> SeenAsync(string status, params string[] command)
        {
            await Tool.MustAsync("docker", [.. command, container]);
            var watch = Stopwatch.StartNew();
            await user.StatusAsync("touched", status, 60);
            return watch.Elapsed;
        }
    }

    [Fact]
    public async Task A_container_removed_by_hand_comes_back_from_its_volume_if_it_should_run_and_not_otherwise()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "lost");
        using var key = await SshUser.NewAsync();
        var running = await user.CreateAsync("wanted", key);
        var stopped = await user.CreateAsync("resting", key);
        await key.MustAsync(stopped.Port("ssh"), "echo silver > /root/file");
        await key.MustAsync(running.Port("ssh"), "echo treasure > /root/file");
        await user.DoAsync("resting", "stop");
        var removed = (await EngineObjects.ContainerOfAsync(running.Id()))!;

        await Tool.MustAsync("docker", "rm", "-f", removed, (await EngineObjects.ContainerOfAsync(stopped.Id()))!);

        await Eventually.HoldsAsync(
            "a new container",
            60,
            async () => await EngineObjects.ContainerOfAsync(running.Id()) is { } container && container != removed && (await key.RunAsync(running.Port("ssh"), "true")).Code == 0);
        (await key.MustAsync(running.Port("ssh"), "cat /root/file")).ShouldBe("treasure");
        await user.StatusAsync("wanted", "running", 60);
        await user.StatusAsync("resting", "stopped", 60);
        (await EngineObjects.ContainerOfAsync(stopped.Id())).ShouldBeNull();

        // A start asks for it: the container is made again, and the home is the one it had.
        var started = await user.DoAsync("resting", "start");
        ((string?)started!["status"]).ShouldBe("running", started.ToJsonString());
        (await key.MustAsync(started.Port("ssh"), "cat /root/file")).ShouldBe("silver");

        // Without its home nothing is made behind its owner's back.
        await user.DoAsync("resting", "stop");
        await Tool.MustAsync("docker", "rm", "-f", (await EngineObjects.ContainerOfAsync(stopped.Id()))!);
        await Tool.MustAsync("docker", "volume", "rm", (await EngineObjects.VolumesAsync($"anchorage.instance={stopped.Id()}")).Single());
        var refused = await user.EndAsync((await user.PostAsync("/api/instances/resting/start")).Must(202).OperationId!);
        ((string?)refused["error"]!["code"]).ShouldBe("instance_not_found", refused.ToJsonString());
        (await EngineObjects.ContainerOfAsync(stopped.Id())).ShouldBeNull();
        await user.RemoveAsync("wanted");
        await user.RemoveAsync("resting");
    }
}
