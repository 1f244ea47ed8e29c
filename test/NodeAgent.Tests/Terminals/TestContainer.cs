using System.Diagnostics;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>A running container of the real engine, limited as instances are, whose files are programs of this machine.</summary>
internal sealed class TestContainer : IContainerShell, IAsyncDisposable
{
    private const string Image = "anchorage-terminal-test:3";
    private const string RuncRoot = "/run/docker/runtime-runc/moby";
    private static readonly SemaphoreSlim Building = new(1, 1);

    // A small root folder made of this machine's own programs and the libraries that they need.
    private const string BuildScript = """
        set -e
        root=$(mktemp -d)
        trap 'rm -rf "$root"' EXIT
        mkdir -p "$root"/bin "$root"/usr/bin "$root"/etc "$root"/root "$root"/tmp "$root"/proc "$root"/dev "$root"/sys
        for program in bash sh stty cat ln grep sleep tty env pwd readlink seq mkdir ps kill; do
          path=$(command -v "$program") || continue
          case $path in /*) ;; *) path=/bin/$program ;; esac
          [ -x "$path" ] || continue
          cp -L "$path" "$root/bin/$program"
          for library in $(ldd "$path" 2>/dev/null | grep -o '/[^ ]*'); do
            mkdir -p "$root$(dirname "$library")"
            cp -L "$library" "$root$library"
          done
        done
        echo 'root:x:0:0:root:/root:/bin/bash' > "$root/etc/passwd"
        tar -C "$root" -c . | docker import --change 'LABEL anchorage.test=terminals' - "$1"
        """;

    private readonly string? _runcRoot;
    private readonly string _id;
    private readonly int _pid;

    private TestContainer(string id, int pid, string? runcRoot)
    {
        _id = id;
        _pid = pid;
        _runcRoot = runcRoot;
    }

    internal string Id => _id;

    internal int ProcessId => _pid;

    internal static async Task<TestContainer> StartAsync(bool runc, params string[] extra)
    {
        Assert.SkipWhen((await RunAsync("docker", "version", "--format", "{{.Server.Version}}")).Code != 0, "The Docker engine does not answer. Start it to run this test.");
        await Building.WaitAsync(HostHarness.Deadline);
        try
        {
            if ((await RunAsync("docker", "image", "inspect", Image)).Code != 0)
            {
                (int code, _, string error) = await RunAsync("/bin/bash", "-c", BuildScript, "build", Image);
                code.ShouldBe(0, error);
            }
        }
        finally
        {
            Building.Release();
        }

        (int started, string id, string problem) = await RunAsync(
            "docker", ["run", "-d", "--rm", "--network", "none", "--label", "anchorage.test=terminals", "--memory", "256m", "--pids-limit", "200", "--init",
            "--security-opt", "no-new-privileges", "--cap-drop", "ALL", "--cap-add", "CHOWN", "--cap-add", "SETUID", "--cap-add", "SETGID", "--cap-add", "KILL",
            "--env", "MARK=of-the-container", .. extra, Image, "/bin/bash", "-c", "while :; do sleep 1000; done"]);
        started.ShouldBe(0, problem);
        string pid = (await RunAsync("docker", "inspect", "--format", "{{.State.Pid}}", id)).Output;
        string? root = runc && Directory.Exists(RuncRoot) ? RuncRoot : null;
        if (runc)
        {
            Assert.SkipWhen(root is null, "The engine keeps its runc state elsewhere; only the Engine's exec can be tested.");
        }

        return new TestContainer(id, int.Parse(pid), root);
    }

    /// <summary>The same container as an engine would report it that is mistaken about the process.</summary>
    internal TestContainer As(int processId) => new(_id, processId, _runcRoot);

    public Task<RunningContainer> FindAsync(string instanceId, CancellationToken cancellationToken) =>
        Task.FromResult(new RunningContainer(_id, _pid, null, _runcRoot, "/var/run/docker.sock"));

    internal static async Task<(int Code, string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }).ShouldNotBeNull();
            Task<string> output = process.StandardOutput.ReadToEndAsync(HostHarness.Deadline);
            Task<string> error = process.StandardError.ReadToEndAsync(HostHarness.Deadline);
            await process.WaitForExitAsync(HostHarness.Deadline);
            return (process.ExitCode, (await output).Trim(), (await error).Trim());
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (127, "", error.Message);
        }
    }

    public async ValueTask DisposeAsync() => await RunAsync("docker", "rm", "-f", _id);
}
