using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Terminals.Host;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class TerminalLimitTests
{
    [Fact]
    public async Task Terminals_per_instance_and_in_all_are_limited_and_ended_ones_give_way()
    {
        await using HostHarness host = await HostHarness.StartAsync(new() { MaxTerminals = 3, MaxTerminalsPerInstance = 2 });
        await host.OpenAsync(HostHarness.Request("a1", HostHarness.Shell(), "a"));
        await host.OpenAsync(HostHarness.Request("a2", HostHarness.Shell("/bin/sh", "-c", "exit 0"), "a"));
        await host.UntilAsync("a2", report => report!.State == "exited");
        await host.OpenAsync(HostHarness.Request("a3", HostHarness.Shell(), "a"));
        (await host.ReportAsync("a2")).ShouldBeNull();
        (await Should.ThrowAsync<ShellStartException>(() => host.OpenAsync(HostHarness.Request("a4", HostHarness.Shell(), "a")))).Code.ShouldBe("terminal_limit");
        await host.OpenAsync(HostHarness.Request("b1", HostHarness.Shell(), "b"));
        (await Should.ThrowAsync<ShellStartException>(() => host.OpenAsync(HostHarness.Request("c1", HostHarness.Shell(), "c")))).Code.ShouldBe("terminal_limit");
        await host.CloseAsync("b1");
        await host.UntilAsync("b1", report => report is null);
        await host.OpenAsync(HostHarness.Request("c1", HostHarness.Shell(), "c"));
    }

    [Fact]
    public async Task Viewers_of_a_terminal_are_limited()
    {
        await using HostHarness host = await HostHarness.StartAsync(new() { MaxViewers = 2 });
        await host.OpenAsync("t1");
        await using Viewer one = await host.AttachAsync("t1");
        await using Viewer two = await host.AttachAsync("t1");
        (await Should.ThrowAsync<LinkRequestException>(() => host.AttachAsync("t1"))).Code.ShouldBe("terminal_viewer_limit");
    }

    [Theory]
    [InlineData(0, 24, 60)]
    [InlineData(80, 1001, 60)]
    [InlineData(80, 24, 0)]
    public async Task A_terminal_of_impossible_size_or_life_is_refused(int columns, int rows, int detachedSeconds)
    {
        await using HostHarness host = await HostHarness.StartAsync();
        var request = new OpenRequest("t1", "i", columns, rows, detachedSeconds, new ShellLaunch(Process: HostHarness.Shell()));
        (await Should.ThrowAsync<ShellStartException>(() => host.OpenAsync(request))).Code.ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_shell_that_does_not_start_leaves_nothing_behind()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        (await Should.ThrowAsync<ShellStartException>(() => host.OpenAsync("t1", "/no/such/shell"))).Code.ShouldBe("terminal_start_failed");
        (await host.ReportAsync("t1")).ShouldBeNull();
        await host.OpenAsync("t1");
    }

    [Fact]
    public async Task A_terminal_without_viewers_ends_after_its_detached_life_and_not_while_one_looks()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync(HostHarness.Request("t1", HostHarness.Shell(), detachedSeconds: 100));
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(99));
        Viewer viewer = await host.AttachAsync("t1");
        await viewer.UntilTextAsync("$ ");
        await viewer.SendAsync("""{"type":"ping"}""");
        await viewer.ControlAsync("pong");
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(500));
        (await host.ReportAsync("t1"))!.State.ShouldBe("open");
        await viewer.DisposeAsync();
        await host.UntilAsync("t1", report => host.Server.List().Count == 1);
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(99));
        (await host.ReportAsync("t1"))!.State.ShouldBe("open");
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(2));
        await host.UntilAsync("t1", report =>
        {
            // bash goes at once when it is hung up; its terminal with it.
            time.Advance(TimeSpan.FromMilliseconds(50));
            return report is null;
        });
    }

    [Fact]
    public async Task A_host_that_nobody_needs_says_so_after_ten_minutes()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync("t1", "/bin/sh", "-c", "exit 0");
        await host.UntilAsync("t1", report => report!.State == "exited");
        await host.AdvanceAsync(time, TimeSpan.FromMinutes(11));
        host.WentIdle.ShouldBeFalse("a terminal is still kept");
        await host.CloseAsync("t1");
        await host.AdvanceAsync(time, TimeSpan.FromMinutes(9));
        host.WentIdle.ShouldBeFalse();
        await host.AdvanceAsync(time, TimeSpan.FromMinutes(2));
        host.WentIdle.ShouldBeTrue();
    }
}
