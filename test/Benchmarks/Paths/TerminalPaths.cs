using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>A terminal of an instance through socket, server, agent, terminal host and PTY, beside <c>ssh -tt</c> into the same container.</summary>
internal sealed class TerminalPaths(BenchRun run, Installation installation, ApiClient api, SshKey key, string instance, int sshPort)
{
    /// <summary>Sends back what is typed.</summary>
    internal const string Echo = "stty raw -echo; printf re''ady; exec cat";
    internal const int Block = 250;
    private const string FloodFile = "/root/flood";
    private static readonly byte[] Key = "x"u8.ToArray();

    public async Task EchoAsync()
    {
        run.Begin("keystroke echo");
        int blocks = run.Count(5000, 500) / Block;
        (TerminalClient terminal, string id) = await OpenAsync(Echo);
        Samples ours = new();
        Samples ssh = new();
        string used;
        using (terminal)
        using (SshShell shell = new(key, sshPort, Echo))
        {
            shell.Read("ready".Length);
            EchoBlock(terminal);
            EchoBlock(shell);
            TimeSpan[] before = installation.ProcessorTimes();
            for (int i = 0; i < blocks; i++)
            {
                run.Stopping.ThrowIfCancellationRequested();
                ours.AddRange(EchoBlock(terminal));
                ssh.AddRange(EchoBlock(shell));
            }

            used = Used(before, time => $"{(time / (blocks * Block)).TotalMicroseconds:0} us");
        }

        await CloseAsync(id);
        run.Put(
            "keystroke echo", "us", ours, ssh, "ssh -tt", "p50 <= 2.5 x ssh",
            $"One byte written to the terminal socket until `cat` in the container has echoed it, beside the same through `ssh -tt`, in turns of {Block}. p99 of ssh: {ssh.Percentile(99):0} us. Processor time per keystroke: {used}.");
        run.Put("keystroke echo beside ttyd", "us", null, "p99 <= ttyd", Shell.Has("ttyd") ? "Not run: ttyd is on PATH, but no comparison with it is built in yet." : "Not run: ttyd is not on PATH.", n: 0);
    }

    public async Task StreamAsync()
    {
        run.Begin("one stream");
        long size = FloodSize;
        string local = Path.Combine(installation.Folder, "flood");
        Shell.Run("sh", ["-c", MakeFlood(local)]);
        Shell.Run("ssh", [.. key.Arguments(sshPort), MakeFlood(FloodFile)]);
        Samples ours = new();
        Samples ssh = new();
        Samples bare = new();
        int rounds = run.Count(3, 1);
        TimeSpan[] before = installation.ProcessorTimes();
        for (int i = 0; i < rounds; i++)
        {
            string command = $"stty raw -echo; printf re''ady; head -c 1 >/dev/null; exec cat {FloodFile}";
            (TerminalClient terminal, string id) = await OpenAsync(command);
            using (terminal)
            {
                long begin = Stopwatch.GetTimestamp();
                long from = terminal.Position;
                terminal.Type(Key);
                terminal.ReadUntil(from + size);
                ours.Add(MegabytesPerSecond(size, begin));
                terminal.ReadUntilExit();
                if (terminal.Position != from + size)
                {
                    throw new InvalidOperationException($"{terminal.Position - from} bytes came instead of {size}.");
                }
            }

            await CloseAsync(id);
            using (SshShell shell = new(key, sshPort, command))
            {
                shell.Read("ready".Length);
                long begin = Stopwatch.GetTimestamp();
                shell.Type(Key);
                shell.Read(size);
                ssh.Add(MegabytesPerSecond(size, begin));
            }

            using (BarePty pty = new(command.Replace(FloodFile, local, StringComparison.Ordinal)))
            {
                pty.Read("ready".Length);
                long begin = Stopwatch.GetTimestamp();
                pty.Type(Key);
                pty.Read(size);
                bare.Add(MegabytesPerSecond(size, begin));
            }
        }

        string used = Used(before, time => $"{time.TotalSeconds / (size * rounds / 1e9):0.0} s");
        string note = $"`cat` of {size >> 20} MiB through the terminal socket, acknowledged every 64 KiB, every byte counted, none missing (processor time per GB: {used})";
        run.Put("one terminal stream", "MB/s", ours, bare, "bare PTY", "ratio >= 0.6, aim 0.85", note + "; beside `cat` of the same file on a PTY of the machine, read directly. Percentiles count from slow to fast.");
        run.Put("one terminal stream beside ssh", "MB/s", ours, ssh, "ssh -tt", null, note + "; beside `ssh -tt ... cat` in the same container. Percentiles count from slow to fast.");
    }

    private long FloodSize => run.Count(256, 32) * 1024L * 1024;

    private string MakeFlood(string file) => $"test -s {file} || yes {new string('a', 99)} | head -c {FloodSize} > {file}";

    public async Task EchoWhileFloodingAsync()
    {
        run.Begin("echo while another terminal floods");
        Shell.Run("ssh", [.. key.Arguments(sshPort), MakeFlood(FloodFile)]);
        (TerminalClient flood, string floodId) = await OpenAsync($"stty raw -echo; printf re''ady; while :; do cat {FloodFile}; done");
        (TerminalClient terminal, string id) = await OpenAsync(Echo);
        Samples times = new();
        double flooded;
        bool stop = false;
        using (flood)
        using (terminal)
        {
            Thread reader = new(() =>
            {
                while (!Volatile.Read(ref stop))
                {
                    flood.ReadUntil(flood.Position + (64 * 1024));
                }
            });
            long begin = Stopwatch.GetTimestamp();
            long from = flood.Position;
            reader.Start();
            for (int i = 0; i < run.Count(2000, Block) / Block; i++)
            {
                times.AddRange(EchoBlock(terminal));
            }

            flooded = Math.Round((flood.Position - from) / Stopwatch.GetElapsedTime(begin).TotalSeconds / 1e6, 1);
            Volatile.Write(ref stop, true);
            reader.Join();
        }

        await CloseAsync(floodId);
        await CloseAsync(id);
        run.Put("keystroke echo while another terminal floods", "us", times, null, null, "p99 < 20 ms", $"As above, while a second terminal of the same instance printed without pause and its viewer took {flooded} MB/s.");
    }

    public async Task InterruptAsync()
    {
        run.Begin("Ctrl-C while the program floods");
        (TerminalClient terminal, string id) = await OpenAsync($"stty -echo; trap \"printf cau''ght\" INT; printf re''ady; while :; do yes {new string('a', 99)}; done");
        Samples times = new();
        using (terminal)
        {
            for (int i = 0; i < run.Count(200, 20); i++)
            {
                terminal.ReadUntil(terminal.Position + (4 * 1024 * 1024));
                long begin = Stopwatch.GetTimestamp();
                terminal.Type([3]);
                terminal.ReadUntilText("caught");
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }
        }

        await CloseAsync(id);
        run.Put(
            "Ctrl-C under yes", "ms", times, null, null, "p99 < 200 ms",
            "Byte 3 sent to a terminal that prints without pause until the shell's own answer to the signal was read behind everything printed before it.");
    }

    public async Task ReconnectAsync()
    {
        int cuts = run.Count(1000, 50);
        run.Begin($"{cuts} forced reconnects");
        (TerminalClient client, string id) = await OpenAsync("stty raw -echo; printf re''ady; head -c 1 >/dev/null; i=0; while :; do i=$((i+1)); printf '%07d ' $i; [ $((i % 40)) = 0 ] && sleep 0.01; done");
        Samples times = new();
        using MemoryStream seen = new();
        try
        {
            client.Type(Key);
            for (int i = 0; i < cuts; i++)
            {
                seen.Write(client.Read(1 + (i * 37 % 500)));
                long position = client.Position;
                client.Dispose();
                JsonNode ticket = await api.PostAsync($"/api/terminals/{id}/ticket", new JsonObject { ["role"] = "watch" }, run.Stopping);
                long begin = Stopwatch.GetTimestamp();
                client = new TerminalClient(new Uri(installation.Address), $"{(string)ticket["url"]!}&resume={position}");
                seen.Write(client.Read(1));
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }
        }
        finally
        {
            client.Dispose();
        }

        await CloseAsync(id);
        string text = Encoding.ASCII.GetString(seen.GetBuffer(), 0, (int)(seen.Length / 8 * 8));
        for (int i = 0; i < text.Length / 8; i++)
        {
            if (text.AsSpan(i * 8, 8) is var number && (number[7] != ' ' || int.Parse(number[..7], System.Globalization.CultureInfo.InvariantCulture) != i + 1))
            {
                throw new InvalidOperationException($"At byte {i * 8} stands '{number}' instead of {i + 1:0000000}.");
            }
        }

        run.Put(
            $"{cuts} forced reconnects", "ms", times, null, null, null,
            $"The socket cut {cuts} times at any byte of a program's output, resumed each time where it was cut; from the upgrade until the next byte. All {seen.Length} bytes came, none lost or doubled.");
    }

    /// <summary>What the processes of the product used since then.</summary>
    private string Used(TimeSpan[] before, Func<TimeSpan, string> show)
    {
        TimeSpan[] now = installation.ProcessorTimes();
        return $"server {show(now[0] - before[0])}, agent {show(now[1] - before[1])}, terminal host {show(now[2] - before[2])}";
    }

    private static double MegabytesPerSecond(long size, long begin) => size / 1e6 / Stopwatch.GetElapsedTime(begin).TotalSeconds;

    /// <summary>Times of so many keystrokes, one after the other, in microseconds.</summary>
    internal static double[] EchoBlock(TerminalClient terminal)
    {
        double[] times = new double[Block];
        for (int i = 0; i < Block; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            terminal.Type(Key);
            terminal.ReadUntil(terminal.Position + 1);
            times[i] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
            if (i % 50 == 49)
            {
                terminal.Acknowledge();
            }
        }

        return times;
    }

    private static double[] EchoBlock(SshShell shell)
    {
        double[] times = new double[Block];
        for (int i = 0; i < Block; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            shell.Type(Key);
            shell.Read(1);
            times[i] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
        }

        return times;
    }

    /// <summary>Opens a terminal, attaches to it, and types a command that prints "ready".</summary>
    internal async Task<(TerminalClient Client, string Id)> OpenAsync(string command)
    {
        JsonNode opened = await api.PostAsync("/api/terminals", new JsonObject { ["instanceId"] = instance, ["columns"] = 80, ["rows"] = 24, ["shell"] = "sh" }, run.Stopping);
        string id = (string)opened["terminal"]!["id"]!;
        JsonNode ticket = await api.PostAsync($"/api/terminals/{id}/ticket", new JsonObject { ["role"] = "type" }, run.Stopping);
        TerminalClient client = new(new Uri(installation.Address), (string)ticket["url"]!);
        client.Type(Encoding.UTF8.GetBytes(command + "\n"));
        client.ReadUntilText("ready");
        return (client, id);
    }

    internal Task<JsonNode> CloseAsync(string id) => api.DeleteAsync($"/api/terminals/{id}", run.Stopping);
}
