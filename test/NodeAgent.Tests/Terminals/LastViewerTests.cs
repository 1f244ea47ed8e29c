using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>Terminals that end with their last viewer, where that was asked for; the others never do.</summary>
public sealed class LastViewerTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    [Fact, Trait("case", "D-31")]
    public async Task Its_processes_end_some_seconds_after_the_last_viewer_left()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync(Request("t1", "trap '' HUP; echo pid:$$; while :; do sleep 1; done"));
        await using Viewer second = await host.AttachAsync("t1", "watch");
        int pid;
        await using (Viewer first = await host.AttachAsync("t1"))
        {
            await first.UntilTextAsync("pid:");
            await first.UntilAsync(() => first.Text.Contains('\n'), "the whole line");
            pid = int.Parse(first.Text.Split("pid:")[1].Split('\r')[0]);
        }

        await host.UntilAsync("t1", report => report!.Viewers!.Count == 1);
        await host.AdvanceAsync(time, TimeSpan.FromMinutes(5));
        File.Exists($"/proc/{pid}/stat").ShouldBeTrue("somebody still looks");
        await second.DisposeAsync();
        await host.UntilAsync("t1", report => report!.Viewers!.Count == 0);
        await host.AdvanceAsync(time, Grace - TimeSpan.FromMilliseconds(1));
        File.Exists($"/proc/{pid}/stat").ShouldBeTrue("a page that reloads is back by then");

        await host.AdvanceAsync(time, TimeSpan.FromMilliseconds(1));
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(2));

        await host.UntilAsync("t1", report => report?.State != "open");
        File.Exists($"/proc/{pid}/stat").ShouldBeFalse("also a shell that ignores the hang-up ends, within ten seconds");
    }

    [Fact]
    public async Task A_viewer_that_comes_back_in_time_keeps_it()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync(Request("t1", "sleep 1000"));
        await using (await host.AttachAsync("t1"))
        {
        }

        await host.UntilAsync("t1", report => report!.Viewers!.Count == 0);
        await host.AdvanceAsync(time, Grace - TimeSpan.FromMilliseconds(1));
        await using Viewer again = await host.AttachAsync("t1");
        await host.UntilAsync("t1", report => report!.Viewers!.Count == 1);
        await host.AdvanceAsync(time, TimeSpan.FromHours(1));

        (await host.ReportAsync("t1"))!.State.ShouldBe("open");
    }

    [Fact]
    public async Task It_waits_a_minute_for_its_first_viewer()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync(Request("t1", "sleep 1000"));

        await host.AdvanceAsync(time, TimeSpan.FromSeconds(59));
        (await host.ReportAsync("t1"))!.State.ShouldBe("open");
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(1));

        await host.UntilAsync("t1", report => report is null or { State: "exited" });
    }

    [Fact]
    public async Task It_can_be_asked_for_and_taken_back_while_the_terminal_lives()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync("t1", "/bin/sleep", "1000");
        await using (await host.AttachAsync("t1"))
        {
        }

        await host.UntilAsync("t1", report => report!.Viewers!.Count == 0);
        await host.AdvanceAsync(time, TimeSpan.FromHours(1));
        await ChangeAsync(host, true);
        await host.AdvanceAsync(time, Grace - TimeSpan.FromSeconds(1));
        await ChangeAsync(host, false);
        await host.AdvanceAsync(time, TimeSpan.FromHours(1));
        (await host.ReportAsync("t1"))!.State.ShouldBe("open");

        await ChangeAsync(host, true);
        await host.AdvanceAsync(time, Grace);

        await host.UntilAsync("t1", report => report is null or { State: "exited" });
    }

    private static Anchorage.NodeAgent.Terminals.Ipc.OpenRequest Request(string id, string script) =>
        HostHarness.Request(id, HostHarness.Shell("/bin/bash", "-c", script)) with { EndWhenLastViewerLeaves = true };

    private static Task<TerminalReport> ChangeAsync(HostHarness host, bool ends) => host.OnLoopAsync(() =>
    {
        var terminal = host.Server.Find("t1");
        terminal.Change(new ChangeTerminal("t1", ends));
        return Task.FromResult(terminal.Report());
    });
}
