using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Instances;

/// <summary>What stays and what goes: stop, start, rebuild, delete.</summary>
public sealed class LifeTests(SharedInstallation shared) : EndToEndTest
{
    [Fact]
    [Trait("case", "K-13")]
    public async Task A_file_survives_stop_start_and_rebuild_and_is_gone_after_wipe_and_delete()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "life");
        using var key = await SshUser.NewAsync();
        var instance = await user.CreateAsync("keeper", key);
        var (id, port) = (instance.Id(), instance.Port("ssh"));
        await key.MustAsync(port, "echo anchor > /root/file; touch /tmp/outside-home");
        var hostKey = await File.ReadAllTextAsync(key.KnownHosts);

        (await user.DoAsync("keeper", "stop"))!["status"]!.ToString().ShouldBe("stopped");
        (await Ports.AcceptsAsync(port)).ShouldBeFalse();
        var resumed = await user.DoAsync("keeper", "start");
        resumed!.Port("ssh").ShouldBe(port);
        (await key.MustAsync(port, "cat /root/file")).ShouldBe("anchor");

        await user.DoAsync("keeper", "rebuild", new { wipeHome = false });
        (await key.MustAsync(port, "cat /root/file; test -e /tmp/outside-home || echo fresh")).ShouldBe("anchor\nfresh");
        (await File.ReadAllTextAsync(key.KnownHosts)).ShouldBe(hostKey);

        await user.DoAsync("keeper", "rebuild", new { wipeHome = true });
        using var again = SshUser.With(key.KeyFile);
        (await again.MustAsync(port, "test -e /root/file || echo empty")).ShouldBe("empty");

        await user.RemoveAsync("keeper");
        (await Ports.AcceptsAsync(port)).ShouldBeFalse();
        (await EngineObjects.ContainersAsync($"anchorage.instance={id}")).ShouldBeEmpty();
        (await EngineObjects.VolumesAsync($"anchorage.instance={id}")).ShouldBeEmpty();

        var next = await user.CreateAsync("keeper");
        using var newcomer = SshUser.With(key.KeyFile);
        (await newcomer.MustAsync(next.Port("ssh"), "test -e /root/file || echo empty")).ShouldBe("empty");
        await user.RemoveAsync("keeper");
    }

    [Fact]
    public async Task A_deleted_instance_rests_in_the_trash_with_its_files_until_it_is_taken_back_or_purged()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "trash");
        using var key = await SshUser.NewAsync();
        var instance = await user.CreateAsync("keepsake", key);
        var (id, port) = (instance.Id(), instance.Port("ssh"));
        await key.MustAsync(port, "echo dear > /root/file");

        await user.SucceedsAsync((await user.DeleteAsync("/api/instances/keepsake")).Must(202).OperationId!);

        (await Ports.AcceptsAsync(port)).ShouldBeFalse();
        (await user.FindInstanceAsync("keepsake"))!["status"]!.ToString().ShouldBe("trashed");
        var listed = (await user.GetAsync("/api/instances"))["items"]!.AsArray();
        listed.ShouldBeEmpty();
        (await user.GetAsync("/api/instances?trash=true"))["items"]!.AsArray().ShouldHaveSingleItem()!["purgeAt"].ShouldNotBeNull();

        var back = await user.DoAsync("keepsake", "restore");
        back!.Port("ssh").ShouldBe(port);
        (await key.MustAsync(port, "cat /root/file")).ShouldBe("dear");

        await user.SucceedsAsync((await user.DeleteAsync("/api/instances/keepsake")).Must(202).OperationId!);
        await user.RemoveAsync("keepsake");
        (await EngineObjects.ContainersAsync($"anchorage.instance={id}")).ShouldBeEmpty();
        (await EngineObjects.VolumesAsync($"anchorage.instance={id}")).ShouldBeEmpty();
    }

    [Fact]
    [Trait("case", "K-22")]
    public async Task Stop_and_delete_at_once_are_both_answered_and_end_as_docker_has_it()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "race");
        var id = (await user.CreateAsync("racer")).Id();

        var replies = await Task.WhenAll(user.PostAsync($"/api/instances/{id}/stop"), user.DeleteAsync($"/api/instances/{id}?purge=true"));

        replies[0].Status.ShouldBeOneOf(200, 202, 404, 409);
        replies[1].Status.ShouldBeOneOf(202, 409);
        foreach (var operation in replies.Select(reply => reply.OperationId).OfType<string>())
        {
            ((string?)(await user.EndAsync(operation))["state"]).ShouldBeOneOf("succeeded", "failed", "cancelled");
        }

        var instance = await user.FindInstanceAsync(id);
        var containers = await EngineObjects.ContainersAsync($"anchorage.instance={id}");
        (instance is null).ShouldBe(containers.Length == 0, instance?.ToJsonString());
        if (instance is not null)
        {
            ((string?)instance["status"]).ShouldBe("stopped");
            await user.RemoveAsync(id);
        }
    }

    [Fact]
    [Trait("case", "K-23")]
    public async Task Limits_are_on_the_container_and_the_kernel_enforces_them()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "limits");
        using var key = await SshUser.NewAsync();
        var reply = (await user.PostAsync("/api/instances", new { name = "small", sshPublicKey = key.PublicKey, limits = new { memoryMb = 128, cpus = 0.5, pids = 64 } })).Must(202);
        await user.SucceedsAsync(reply.OperationId!);
        var instance = await user.GetAsync("/api/instances/small");
        var container = await EngineObjects.ContainerOfAsync(instance.Id());

        (await Tool.MustAsync("docker", "inspect", "-f", "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}", container!))
            .ShouldBe($"{128L * 1024 * 1024} 500000000 64");
        var port = instance.Port("ssh");
        // A process that fills 400 MB is killed; the instance goes on.
        (await key.RunAsync(port, "perl -e '$x = \"a\" x (400*1024*1024); print length $x'")).Code.ShouldNotBe(0);
        (await key.MustAsync(port, "echo alive")).ShouldBe("alive");
        (await key.RunAsync(port, "for i in $(seq 100); do sleep 20 & done; jobs -r | wc -l")).Output.ShouldContain("fork");
        // Half a processor: two seconds of work for one take about four.
        var stat = await key.MustAsync(port, "pkill sleep; start=$(date +%s%N); perl -e 'my $n = 0; while ((times)[0] < 1) { $n++ }'; echo $(( ($(date +%s%N) - start) / 1000000 ))");
        int.Parse(stat.Split('\n')[^1]).ShouldBeGreaterThan(1600);
        await user.RemoveAsync("small");
    }
}
