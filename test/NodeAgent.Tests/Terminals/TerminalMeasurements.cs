using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals.Ipc;
using Anchorage.NodeAgent.Terminals.Native;
using Anchorage.NodeAgent.Terminals.Screen;

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
        Print("host socket", RawEcho(folder.Path));
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

    [Theory(Explicit = true)]
    [InlineData("cat of long lines on a raw PTY", 99, "\n")]
    [InlineData("lines of a log", 60, "\r\n")]
    [InlineData("yes", 1, "\r\n")]
    public void Model_of_the_screen(string what, int letters, string end)
    {
        byte[] line = Encoding.ASCII.GetBytes(new string('a', letters) + end);
        byte[] block = [.. Enumerable.Repeat(line, 4096 / line.Length).SelectMany(static l => l)];
        var screen = new VirtualScreen(80, 24, 10_000, 1 << 20);
        for (int round = 0; round < 5; round++)
        {
            const int rounds = 4000;
            TimeSpan begin = Process.GetCurrentProcess().TotalProcessorTime;
            for (int i = 0; i < rounds; i++)
            {
                screen.Feed(block);
            }

            TimeSpan used = Process.GetCurrentProcess().TotalProcessorTime - begin;
            output.WriteLine($"{what}: {used.TotalNanoseconds / rounds / block.Length:F2} ns a byte");
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

    // A blocking client without anything of the agent around it: the time is the host's.
    private static double[] RawEcho(string folder)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(Path.Combine(folder, "host.sock")));
        var attach = new AttachTerminal("t1", "v2", "u2", "user", "type", null);
        Send(socket, JsonSerializer.SerializeToUtf8Bytes(new Handshake(Handshake.CurrentVersion, attach), HostJson.Default.Handshake), text: true);
        var decoder = new FrameDecoder(FrameDecoder.MaxToAgent);
        long position = 0;
        ReceiveUntil(socket, decoder, ref position, "ready".Length);
        double[] times = new double[Keystrokes];
        byte[] key = new byte[9];
        for (int i = 0; i < Keystrokes; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(key, i);
            key[8] = (byte)'x';
            long start = Stopwatch.GetTimestamp();
            Send(socket, key, text: false);
            ReceiveUntil(socket, decoder, ref position, position + 1);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            if (i % 1000 == 0)
            {
                Send(socket, Encoding.ASCII.GetBytes($$"""{"type":"ack","output":{{position}}}"""), text: true);
            }
        }

        return times;
    }

    private static void Send(Socket socket, byte[] payload, bool text)
    {
        byte[] frame = new byte[FrameDecoder.HeaderSize + payload.Length];
        FrameDecoder.WriteHeader(frame, payload.Length, text);
        payload.CopyTo(frame, FrameDecoder.HeaderSize);
        socket.Send(frame);
    }

    private static void ReceiveUntil(Socket socket, FrameDecoder decoder, ref long position, long wanted)
    {
        while (position < wanted)
        {
            while (decoder.TryRead(out IpcFrame frame))
            {
                position += frame.IsText ? 0 : frame.Payload.Length;
            }

            if (position < wanted)
            {
                decoder.Advance(socket.Receive(decoder.GetMemory(4096).Span));
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
