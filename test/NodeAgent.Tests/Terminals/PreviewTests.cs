using System.Text.Json;
using Anchorage.NodeAgent.Terminals.Host;
using Anchorage.NodeAgent.Tests.Terminals.Screen;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>Small pictures of a terminal: only what changed, not too often, and without a trace on the terminal.</summary>
public sealed class PreviewTests(ScreenOracle oracle)
{
    [Fact]
    public async Task A_picture_comes_at_once_and_another_one_a_period_after_the_screen_changed()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty -echo; echo first; read line; echo second; read line; echo third; read line");
        await using Viewer typist = await host.AttachAsync("t1");
        await typist.UntilTextAsync("first");
        await using Viewer preview = await host.PreviewAsync("t1");
        await preview.UntilTextAsync("first");
        preview.Pictures.ShouldBe(1);

        await typist.TypeAsync("\n");
        await typist.UntilTextAsync("second");
        await host.AdvanceAsync(time, TimeSpan.FromMilliseconds(900));
        await typist.TypeAsync("\n");
        await typist.UntilTextAsync("third");
        preview.Pictures.ShouldBe(1, "two changes within the period are one picture");
        await host.AdvanceAsync(time, TimeSpan.FromMilliseconds(200));
        await preview.UntilTextAsync("third");
        preview.Pictures.ShouldBe(2);

        // Nothing changes, nothing is sent.
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(10));
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(10));
        preview.Pictures.ShouldBe(2);
    }

    [Fact]
    public async Task Output_that_leaves_the_screen_as_it_is_costs_no_picture()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty -echo; printf 'here\\n'; read line; printf '\\033[s\\033[5;5H\\033[u'; read line");
        await using Viewer typist = await host.AttachAsync("t1");
        await typist.UntilTextAsync("here");
        await using Viewer preview = await host.PreviewAsync("t1");
        await preview.UntilTextAsync("here");
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(2));
        int before = preview.Pictures;
        await typist.TypeAsync("\n");
        await typist.UntilTextAsync("\u001b[u");
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(2));

        // The saved cursor is a part of the state, and so of the first picture after it; drawn again it is the same.
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(2));
        preview.Pictures.ShouldBeInRange(before, before + 1);
    }

    [Fact]
    public async Task The_picture_is_the_screen_without_the_lines_above_it()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/sh", "-c", "seq 1 500; printf '\\033[1;35mlast\\033[0m'; cat >/dev/null");
        await using Viewer typist = await host.AttachAsync("t1");
        await typist.UntilTextAsync("last");
        await using Viewer preview = await host.PreviewAsync("t1");
        await preview.UntilTextAsync("last");
        JsonElement snapshot = await preview.ControlAsync("snapshot");
        snapshot.GetProperty("scrollback").GetBoolean().ShouldBeFalse();
        OracleScreen seen = await oracle.ShowAsync(80, 24, 1000, preview.Snapshot);
        seen.Above.ShouldBeEmpty();
        seen.Picture().ShouldBe((await oracle.ShowAsync(80, 24, 1000, (byte[])[.. typist.Snapshot, .. typist.Output])).Picture());
    }

    [Fact]
    public async Task Who_sees_a_picture_is_no_viewer()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync(HostHarness.Request("t1", HostHarness.Shell("/bin/cat"), detachedSeconds: 60));
        await using Viewer preview = await host.PreviewAsync("t1");
        await preview.ControlAsync("snapshot");
        await preview.TypeAsync("typed");
        (await preview.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("terminal_read_only");
        await preview.SendAsync("""{"type":"resize","columns":10,"rows":10}""");
        await preview.SendAsync("""{"type":"ping"}""");
        await preview.ControlAsync("pong");
        (await host.ReportAsync("t1"))!.Columns.ShouldBe(80);

        // The life of a terminal without viewers goes on, and the picture says how it ended.
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(61));
        await preview.ControlAsync("exit");
        await preview.UntilClosedAsync();
        preview.Controls.ShouldNotContain(control => control.GetProperty("type").GetString() == "viewers");
    }

    [Fact]
    public async Task A_flood_gives_pictures_and_the_last_one_is_the_last_screen()
    {
        await using HostHarness host = await HostHarness.StartAsync(new TerminalHostOptions { PreviewPeriod = TimeSpan.FromMilliseconds(100) });
        await host.OpenAsync("t1", "/bin/sh", "-c", "echo ready; read go; yes | head -c 1000000; echo done; cat");
        await using Viewer typist = await host.AttachAsync("t1");
        await using Viewer preview = await host.PreviewAsync("t1");
        await preview.UntilTextAsync("ready");
        await typist.TypeAsync("\n");
        await preview.UntilTextAsync("done");
        preview.Pictures.ShouldBeGreaterThan(1);
        (await host.ReportAsync("t1"))!.OutputOffset.ShouldBeGreaterThan(1_000_000);
    }
}
