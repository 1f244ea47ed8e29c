using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>From the request for a new instance to the end of a first login with its key, beside <c>docker run</c> of the same container.</summary>
internal sealed class CreatePath(BenchRun run, Installation installation, ApiClient api, SshKey key)
{
    private const string Image = "anchorage/instance:base";
    private const int MemoryMb = 512;
    private const int Pids = 256;
    private static readonly TimeSpan BannerDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly string[] Capabilities = ["CHOWN", "SETUID", "SETGID", "SYS_CHROOT", "DAC_OVERRIDE", "FOWNER", "KILL", "AUDIT_WRITE", "NET_BIND_SERVICE"];

    public static JsonObject Body(SshKey key) => new()
    {
        ["sshPublicKey"] = key.Public,
        ["limits"] = new JsonObject { ["memoryMb"] = MemoryMb, ["cpus"] = 2, ["pids"] = Pids },
    };

    /// <summary>The published port of an instance's sshd.</summary>
    public static int SshPort(JsonNode instance) => (int)instance["ports"]!.AsArray().First(p => (string)p!["name"]! == "ssh")!["host"]!;

    /// <summary>Measures. Another instance of the owner must run, so that the owner's network exists on both sides.</summary>
    public async Task MeasureAsync()
    {
        run.Begin("create -> SSH login");
        string owner = (string)(await api.GetAsync("/api/auth/me", run.Stopping))["user"]!["id"]!;
        int rounds = run.Count(20, 3);
        Samples ours = new();
        Samples raw = new();
        await OursAsync();
        await RawAsync(owner, "warm");
        for (int i = 0; i < rounds; i++)
        {
            // Whoever goes first in a round finds the machine quieter or busier: take turns.
            if (i % 2 == 0)
            {
                ours.Add(await OursAsync());
                raw.Add(await RawAsync(owner, $"{i}"));
            }
            else
            {
                raw.Add(await RawAsync(owner, $"{i}"));
                ours.Add(await OursAsync());
            }
        }

        run.Put(
            "cold create to SSH login", "s", ours, raw, "docker run", "ratio <= 1.15, p95 <= 1.5 s",
            $"POST /api/instances sent until `ssh ... true` has ended, beside `docker run` with the same image, volume, ports, limits, capabilities and network, its key already in a file, the SSH banner polled every {Pause.TotalMilliseconds:0} ms, and the same login. p95 of docker run: {raw.Percentile(95).ToString("0.00", CultureInfo.InvariantCulture)} s.");
    }

    private async Task<double> OursAsync()
    {
        long begin = Stopwatch.GetTimestamp();
        JsonNode answer = await api.PostAsync("/api/instances", Body(key), run.Stopping);
        await api.SucceedAsync(answer, run.Stopping);
        key.Login(SshPort(answer["instance"]!));
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        await api.SucceedAsync(await api.DeleteAsync($"/api/instances/{answer["instance"]!["id"]}?purge=true", run.Stopping), run.Stopping);
        return seconds;
    }

    private async Task<double> RawAsync(string owner, string round)
    {
        string name = $"{Path.GetFileName(installation.Folder)}-{round}".ToLowerInvariant();
        int port = 29_000 - Random.Shared.Next(900);
        try
        {
            long begin = Stopwatch.GetTimestamp();
            Shell.Run("docker",
            [
                "run", "-d", "--name", name, "--hostname", name, "--network", "anchorage-net-" + owner, "-v", $"{name}:/root", "-v", $"{key.PublicFile}:/run/anchorage/authorized_keys:ro",
                "--memory", $"{MemoryMb}m", "--memory-swap", $"{MemoryMb}m", "--cpus", "2", "--pids-limit", $"{Pids}", "--cap-drop", "ALL", .. Capabilities.SelectMany(c => new[] { "--cap-add", c }),
                "--security-opt", "no-new-privileges", "--init", "--ipc", "private", "--restart", "unless-stopped", "--log-opt", "max-size=10m", "--log-opt", "max-file=3",
                "--ulimit", "nofile=16384:16384", "--ulimit", "core=0", "-p", $"127.0.0.1:{port}:22", "-p", $"127.0.0.1:{port + 1}:80", "-p", $"127.0.0.1:{port + 2}:443", Image,
            ]);
            await GreetedAsync(port);
            key.Login(port);
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
        finally
        {
            Shell.Try("docker", ["rm", "-f", name]);
            Shell.Try("docker", ["volume", "rm", name]);
        }
    }

    private async Task GreetedAsync(int port) => await Waiting.UntilAsync(
        "the banner of sshd",
        BannerDeadline,
        Pause,
        async () =>
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", port, run.Stopping);
                return await socket.ReceiveAsync(new byte[4], run.Stopping) == 4 ? "greeted" : null;
            }
            catch (SocketException)
            {
                return null;
            }
        },
        run.Stopping);
}
