using System.Diagnostics;
using System.Net.Sockets;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>A machine that has nothing left for another terminal.</summary>
public sealed class ExhaustionTests
{
    [Fact]
    public async Task When_no_descriptor_is_left_for_a_pty_the_open_is_refused_and_the_living_terminals_go_on()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/prlimit"), "prlimit (util-linux) is missing");
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync("first");
        await using Viewer viewer = await agent.AttachAsync("first");
        await viewer.UntilTextAsync("$ ");
        int host = AgentSide.FindHost(folder.Path);
        await LimitAsync(host, Directory.EnumerateFileSystemEntries($"/proc/{host}/fd").Count() + 6);

        LinkRequestException? refused = null;
        int opened = 0;
        while (refused is null && opened < 20)
        {
            try
            {
                await agent.OpenAsync($"more{opened}");
                opened++;
            }
            catch (LinkRequestException error)
            {
                refused = error;
            }
        }

        refused.ShouldNotBeNull().Code.ShouldBe("terminal_start_failed");
        refused.Message.ShouldContain("did not start");
        opened.ShouldBeLessThan(20);
        await viewer.TypeAsync("echo still$((1))\n");
        await viewer.UntilTextAsync("still1");
        (await agent.Client.ListAsync(HostHarness.Deadline)).Count(report => report.State == "open").ShouldBe(1 + opened);

        // Whoever connects now waits, and costs nothing meanwhile.
        await LimitAsync(host, Directory.EnumerateFileSystemEntries($"/proc/{host}/fd").Count());
        using Socket waiting = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using Socket next = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        foreach (Socket socket in (Socket[])[waiting, next])
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(folder.Path, "host.sock")), HostHarness.Deadline);
        }

        TimeSpan before = Cpu(host);
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1); round++)
        {
            await viewer.TypeAsync($"echo round$(({round}))\n");
            await viewer.UntilTextAsync($"round{round}");
            await Task.Delay(50, CancellationToken.None);
        }

        (Cpu(host) - before).ShouldBeLessThan(TimeSpan.FromMilliseconds(500));

        // With room again it serves as before.
        await LimitAsync(host, 1024);
        (await agent.OpenAsync("after")).State.ShouldBe("open");
    }

    private static TimeSpan Cpu(int pid)
    {
        using Process process = Process.GetProcessById(pid);
        return process.TotalProcessorTime;
    }

    private static async Task LimitAsync(int pid, int descriptors)
    {
        using Process prlimit = Process.Start("/usr/bin/prlimit", ["--pid", $"{pid}", $"--nofile={descriptors}:"]).ShouldNotBeNull();
        await prlimit.WaitForExitAsync(HostHarness.Deadline);
        prlimit.ExitCode.ShouldBe(0);
    }
}
