using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Host;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class FlowControlTests
{
    private const int Window = 256 * 1024;
    private static readonly string[] Flood = ["/bin/sh", "-c", "stty raw -echo; echo ready; read -r go; yes 0123456789012345678901234567890123456789"];

    [Fact]
    public async Task The_shell_waits_while_the_only_viewer_is_256_KiB_behind()
    {
        await using HostHarness host = await HostHarness.StartAsync(time: new ManualTime());
        await host.OpenAsync("t1", Flood);
        await using Viewer viewer = await host.AttachAsync("t1", resume: 0, acknowledge: false);
        await viewer.TypeAsync("go\n");
        await viewer.UntilAsync(() => viewer.Position == Window, "the window to fill");
        await StaysAsync(host, Window);

        await viewer.SendAsync("""{"type":"ack","output":100000}""");
        await viewer.UntilAsync(() => viewer.Position == Window + 100_000, "the window to move");
        await StaysAsync(host, Window + 100_000);

        // Claiming more than was sent does not open the window further than to what was sent.
        await viewer.SendAsync("""{"type":"ack","output":9000000000}""");
        await viewer.UntilAsync(() => viewer.Position == (2 * Window) + 100_000, "the window to move again");
        await StaysAsync(host, (2 * Window) + 100_000);
    }

    [Fact]
    public async Task A_flood_rests_while_somebody_types_in_another_terminal_and_goes_on_all_the_same()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync("flood", Flood);
        await host.OpenAsync("calm");
        await using Viewer calm = await host.AttachAsync("calm", resume: 0);
        await calm.UntilTextAsync("$ ");
        await using Viewer viewer = await host.AttachAsync("flood", resume: 0);
        await viewer.TypeAsync("go\n");
        await viewer.UntilAsync(() => viewer.Position > Window, "the flood");

        // The clock stands: a rest that has begun does not end.
        await calm.TypeAsync("echo one$((1))\n");
        await calm.UntilTextAsync("one1");
        long rested = await SettledAsync(host, "flood");

        await host.AdvanceAsync(time, TimeSpan.FromMilliseconds(50));
        await host.UntilAsync("flood", report => report!.OutputOffset > rested);
        await SettledAsync(host, "flood");

        // Nobody has typed for a second: the flood has the host for itself again.
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(1.1));
        rested = (await host.ReportAsync("flood"))!.OutputOffset;
        await host.UntilAsync("flood", report => report!.OutputOffset > rested + (10 * Window));
    }

    [Fact]
    public async Task A_viewer_that_acknowledges_nothing_for_ten_seconds_is_detached_and_the_shell_goes_on()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync("t1", Flood);
        await using Viewer viewer = await host.AttachAsync("t1", resume: 0, acknowledge: false);
        await viewer.TypeAsync("go\n");
        await viewer.UntilAsync(() => viewer.Position == Window, "the window to fill");
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(9.9));
        viewer.Controls.ShouldNotContain(c => c.GetProperty("type").GetString() == "error");
        await host.AdvanceAsync(time, TimeSpan.FromSeconds(0.2));
        (await viewer.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("slow_consumer");
        await viewer.UntilClosedAsync();
        await host.UntilAsync("t1", report => report!.OutputOffset > 10 * Window);
    }

    [Fact]
    public async Task A_viewer_with_nothing_to_acknowledge_stays()
    {
        var time = new ManualTime();
        await using HostHarness host = await HostHarness.StartAsync(time: time);
        await host.OpenAsync("t1");
        await using Viewer viewer = await host.AttachAsync("t1", resume: 0);
        await viewer.UntilTextAsync("$ ");
        await viewer.SendAsync("""{"type":"ping"}""");
        await viewer.ControlAsync("pong");
        for (int i = 0; i < 10; i++)
        {
            await host.AdvanceAsync(time, TimeSpan.FromSeconds(30));
        }

        await viewer.TypeAsync("echo still$((1))here\n");
        await viewer.UntilTextAsync("still1here");
    }

    [Fact]
    public async Task A_slow_viewer_skips_with_marked_gaps_while_the_fast_one_gets_everything()
    {
        await using HostHarness host = await HostHarness.StartAsync(time: new ManualTime());
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty raw -echo; echo ready; read -r go; seq 1000000; echo END; sleep 1000");
        await using Viewer fast = await host.AttachAsync("t1", resume: 0);
        await using Viewer slow = await host.AttachAsync("t1", role: "watch", resume: 0, acknowledge: false);
        await fast.TypeAsync("go\n");
        await fast.UntilTextAsync("END");
        fast.Controls.ShouldNotContain(c => c.GetProperty("type").GetString() == "gap");
        slow.Position.ShouldBeLessThanOrEqualTo(Window);
        await slow.SendAsync($$"""{"type":"ack","output":{{slow.Position}}}""");
        await slow.UntilTextAsync("END");
        JsonElement gap = await slow.ControlAsync("gap");
        long from = gap.GetProperty("from").GetInt64();
        long to = gap.GetProperty("to").GetInt64();
        byte[] all = fast.Output;
        byte[] expected = [.. all[..(int)from], .. all[(int)to..]];
        slow.Output.SequenceEqual(expected).ShouldBeTrue();
    }

    [Fact]
    public async Task A_big_paste_into_a_program_that_echoes_comes_through_whole()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty raw -echo; printf ready; exec cat");
        await using Viewer viewer = await host.AttachAsync("t1", resume: 0);
        await viewer.UntilTextAsync("ready");
        byte[] data = new byte[700_000];
        new Random(2).NextBytes(data);
        for (int at = 0; at < data.Length; at += 50_000)
        {
            await viewer.TypeAsync(data[at..(at + 50_000)]);
        }

        await viewer.UntilAsync(() => viewer.Position >= data.Length + 5, "the echo");
        viewer.Output.AsSpan(5).SequenceEqual(data).ShouldBeTrue();
        await viewer.ControlAsync("ack", c => c.GetProperty("input").GetInt64() == data.Length);
    }

    [Fact]
    public async Task Typing_into_a_program_that_never_reads_ends_at_the_bound()
    {
        await using HostHarness host = await HostHarness.StartAsync(new() { InputBytes = 100_000 });
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty raw -echo; printf ready; exec sleep 1000");
        await using Viewer viewer = await host.AttachAsync("t1", resume: 0);
        await viewer.UntilTextAsync("ready");
        for (int i = 0; i < 4; i++)
        {
            await viewer.TypeAsync(new byte[50_000]);
        }

        (await viewer.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("terminal_input_full");
        await viewer.UntilClosedAsync();
    }

    [Fact]
    public async Task A_flooding_terminal_does_not_delay_another()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("flood", Flood);
        await host.OpenAsync("calm");
        await using Viewer flood = await host.AttachAsync("flood", resume: 0);
        await flood.TypeAsync("go\n");
        await using Viewer calm = await host.AttachAsync("calm", resume: 0);
        for (int i = 0; i < 50; i++)
        {
            await calm.TypeAsync($"echo n$(({i}))n\n");
            await calm.UntilTextAsync($"n{i}n\r\n");
        }

        await host.CloseAsync("flood");
    }

    // Fifty turns of the loop with a flooding shell behind it, and nothing came.
    private static async Task<long> SettledAsync(HostHarness host, string id)
    {
        long offset = -1;
        CancellationToken deadline = HostHarness.Deadline;
        for (int same = 0; same < 50;)
        {
            deadline.ThrowIfCancellationRequested();
            long now = (await host.ReportAsync(id))!.OutputOffset;
            (same, offset) = now == offset ? (same + 1, now) : (0, now);
        }

        return offset;
    }

    private static async Task StaysAsync(HostHarness host, long expected)
    {
        // Nothing says that nothing will come; fifty turns of the loop with a flooding shell behind it are evidence.
        for (int i = 0; i < 50; i++)
        {
            TerminalReport report = (await host.ReportAsync("t1"))!;
            report.OutputOffset.ShouldBe(expected);
        }
    }
}
