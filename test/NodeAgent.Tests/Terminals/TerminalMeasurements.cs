using System.Diagnostics;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>Numbers of the terminal host beside the bare PTY. Run with <c>-explicit only -class</c> and this name; they are printed, not judged, because the machine may be busy.</summary>
public sealed class TerminalMeasurements(ITestOutputHelper output)
{
    private const int Keystrokes = 5000;
    private const long FileBytes = 256L * 1024 * 1024;

    [Fact(Explicit = true)]
    public async Task Echo_latency()
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync("t1", "/bin/sh", "-c", "stty raw -echo; printf ready; exec cat");
        await using Viewer viewer = await agent.AttachAsync("t1");
        await viewer.UntilTextAsync("ready");
        double[] host = new double[Keystrokes];
        for (int i = 0; i < Keystrokes; i++)
        {
            long wanted = viewer.Position + 1;
            long start = Stopwatch.GetTimestamp();
            await viewer.TypeAsync("x");
            await viewer.UntilAsync(() => viewer.Position == wanted, "echo");
            host[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Print("host socket", host);
        Print("bare PTY", BareEcho());
    }

    [Fact(Explicit = true)]
    public async Task Throughput()
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        string file = Path.Combine(folder.Path, "data");
        await using (var stream = new FileStream(file, FileMode.CreateNew))
        {
            byte[] line = [.. Enumerable.Repeat((byte)'a', 99), (byte)'\n'];
            byte[] block = [.. Enumerable.Repeat(line, 10_000).SelectMany(static l => l)];
            for (long written = 0; written < FileBytes; written += block.Length)
            {
                await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(block.Length, FileBytes - written)), TestContext.Current.CancellationToken);
            }
        }

        for (int round = 0; round < 3; round++)
        {
            string command = $"stty raw -echo; printf ready; head -c 1 >/dev/null; exec cat {file}";
            await agent.OpenAsync($"t{round}", "/bin/sh", "-c", command);
            await using Viewer viewer = await agent.AttachAsync($"t{round}");
            await viewer.UntilTextAsync("ready");
            viewer.Keep = false;
            long start = Stopwatch.GetTimestamp();
            await viewer.TypeAsync("x");
            await viewer.ControlAsync("exit");
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            viewer.Position.ShouldBe(FileBytes + 5);
            output.WriteLine($"host socket: {FileBytes / 1e6 / seconds:F1} MB/s");
            output.WriteLine($"bare PTY:    {FileBytes / 1e6 / BareRead(command):F1} MB/s");
        }
    }

    [Fact(Explicit = true)]
    public async Task Memory_of_the_host()
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        agent.Options.MaxTerminalsPerInstance = 200;
        await agent.OpenAsync("first", "/bin/sh", "-c", "exit 0");
        await agent.Link.UntilAsync(static r => r.State == "exited");
        await agent.Client.CloseAsync("first", HostHarness.Deadline);
        await PrintMemoryAsync(folder.Path, 0);
        for (int i = 1; i <= 100; i++)
        {
            await agent.OpenAsync($"t{i}");
            if (i is 10 or 100)
            {
                await PrintMemoryAsync(folder.Path, i);
            }
        }
    }

    private static unsafe double[] BareEcho()
    {
        (int master, int pid) = StartBare("stty raw -echo; printf ready; exec cat");
        byte* buffer = stackalloc byte[64];
        WaitReadable(master);
        while (Libc.Read(master, buffer, 64) > 0)
        {
        }

        double[] times = new double[Keystrokes];
        for (int i = 0; i < Keystrokes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = Libc.Write(master, buffer, 1);
            WaitReadable(master);
            _ = Libc.Read(master, buffer, 64);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        EndBare(master, pid);
        return times;
    }

    private static unsafe double BareRead(string command)
    {
        (int master, int pid) = StartBare(command);
        byte[] buffer = new byte[64 * 1024];
        WaitReadable(master);
        Descriptor.Read(master, buffer).ShouldBe(5);
        long start = Stopwatch.GetTimestamp();
        Descriptor.Write(master, "x"u8).ShouldBe(1);
        long total = 0;
        while (true)
        {
            int count = Descriptor.Read(master, buffer);
            if (count == 0)
            {
                break;
            }

            if (count < 0)
            {
                WaitReadable(master);
                continue;
            }

            total += count;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        total.ShouldBe(FileBytes);
        EndBare(master, pid);
        return seconds;
    }

    private static (int Master, int Pid) StartBare(string command)
    {
        (int master, string path) = PseudoTerminal.Open();
        return (master, ChildProcess.Start(new SpawnRequest("/bin/sh", ["-c", command], ["PATH=/usr/bin:/bin"]) { Terminal = path }));
    }

    private static unsafe void WaitReadable(int fd)
    {
        long request = (uint)fd | (1L << 32);
        _ = Libc.Poll(&request, 1, -1);
    }

    private static void EndBare(int master, int pid)
    {
        int watch = ChildProcess.Watch(pid);
        _ = Libc.Close(master);
        ChildProcess.WaitForEnd(watch);
        _ = ChildProcess.Reap(pid);
        _ = Libc.Close(watch);
    }

    private void Print(string name, double[] times)
    {
        Array.Sort(times);
        output.WriteLine($"{name}: p50 {times[times.Length / 2]:F0} us, p99 {times[times.Length * 99 / 100]:F0} us, n {times.Length}");
    }

    private async Task PrintMemoryAsync(string folder, int terminals)
    {
        string[] status = await File.ReadAllLinesAsync($"/proc/{AgentSide.FindHost(folder)}/status", TestContext.Current.CancellationToken);
        output.WriteLine($"{terminals} terminals: {string.Join(", ", status.Where(static l => l.StartsWith("VmRSS", StringComparison.Ordinal) || l.StartsWith("RssAnon", StringComparison.Ordinal) || l.StartsWith("Threads", StringComparison.Ordinal)))}");
    }
}
