using System.Diagnostics;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>How much longer a create takes than the engine alone. Run by hand: <c>-trait category=bench</c>; on a busy machine the ratio says more than the times.</summary>
[Collection(DockerCollection.Name), Trait("category", "bench")]
public sealed class CreateOverheadTests(DockerFixture docker)
{
    private const int Rounds = 10;

    [Fact(Explicit = true)]
    public async Task A_create_takes_little_longer_than_docker_run_with_the_same_options()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        await rig.MadeAsync(rig.Spec());
        var ours = new List<double>();
        var raw = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var spec = rig.Spec();
            var begin = Stopwatch.GetTimestamp();
            await rig.MadeAsync(spec);
            ours.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            await rig.ChangeAsync(spec.InstanceId, "delete");

            begin = Stopwatch.GetTimestamp();
            await RawAsync(rig, spec);
            raw.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            await Shell.DockerAsync("rm", "-f", "raw-" + spec.InstanceId);
            await Shell.DockerAsync("volume", "rm", "raw-" + spec.InstanceId);
        }

        var (a, b) = (Median(ours), Median(raw));
        TestContext.Current.TestOutputHelper!.WriteLine($"create {a:0} ms ({string.Join(' ', ours.Select(t => $"{t:0}"))}), docker run {b:0} ms ({string.Join(' ', raw.Select(t => $"{t:0}"))}), ratio {a / b:0.00}");
        (a / b).ShouldBeLessThan(1.15);
    }

    private static async Task RawAsync(AgentRig rig, InstanceSpec spec)
    {
        string[] capabilities = ["CHOWN", "SETUID", "SETGID", "SYS_CHROOT", "DAC_OVERRIDE", "FOWNER", "KILL", "AUDIT_WRITE", "NET_BIND_SERVICE"];
        await Shell.DockerAsync(
        [
            "run", "-d", "--name", "raw-" + spec.InstanceId, "--network", "anchorage-net-" + rig.Owner, "-v", $"raw-{spec.InstanceId}:/root",
            "--memory", "256m", "--memory-swap", "256m", "--cpus", "1", "--pids-limit", "256", "--cap-drop", "ALL", .. capabilities.SelectMany(c => new[] { "--cap-add", c }),
            "--security-opt", "no-new-privileges", "--init", "--ipc", "private", "--restart", "unless-stopped", "--log-opt", "max-size=10m", "--log-opt", "max-file=3",
            "--ulimit", "nofile=16384:16384", "--ulimit", "core=0", .. spec.Ports.SelectMany(p => new[] { "-p", $"127.0.0.1:{p.Host}:{p.Container}" }), spec.Image,
        ]);
        (await new SshProbe(TimeProvider.System).WaitAsync("127.0.0.1", spec.Ports[0].Host, TimeSpan.FromSeconds(30), _ => Task.CompletedTask, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
