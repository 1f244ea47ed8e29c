using System.Diagnostics;
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

        // With room again it serves as before.
        await LimitAsync(host, 1024);
        (await agent.OpenAsync("after")).State.ShouldBe("open");
    }

    private static async Task LimitAsync(int pid, int descriptors)
    {
        using Process prlimit = Process.Start("/usr/bin/prlimit", ["--pid", $"{pid}", $"--nofile={descriptors}:"]).ShouldNotBeNull();
        await prlimit.WaitForExitAsync(HostHarness.Deadline);
        prlimit.ExitCode.ShouldBe(0);
    }
}
