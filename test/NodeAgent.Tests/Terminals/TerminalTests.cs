using System.Text;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class TerminalTests
{
    [Fact]
    [Trait("case", "D-31")]
    public async Task Typing_resizing_interrupting_and_leaving_work_as_at_a_console()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        await using Viewer viewer = await host.AttachAsync("t1");
        await viewer.UntilTextAsync("$ ");
        await viewer.TypeAsync("echo a$((40+2))b; tty\n");
        await viewer.UntilTextAsync("a42b");
        await viewer.UntilTextAsync("/dev/pts/");

        await viewer.SendAsync("""{"type":"resize","columns":101,"rows":33}""");
        await viewer.ControlAsync("resized", c => c.GetProperty("columns").GetInt32() == 101);
        await viewer.TypeAsync("stty size\n");
        await viewer.UntilTextAsync("33 101");

        await viewer.TypeAsync("sh -c 'echo begin$((1)); exec sleep 1000'\n");
        await viewer.UntilTextAsync("begin1");
        await viewer.TypeAsync("\u0003");
        await viewer.UntilAsync(() => viewer.Text.IndexOf("^C", StringComparison.Ordinal) is >= 0 and int at && viewer.Text.IndexOf("$ ", at, StringComparison.Ordinal) > 0, "a prompt after ^C");
        await viewer.TypeAsync("echo after $?\n");
        await viewer.UntilTextAsync("after 130");

        await viewer.TypeAsync("exit 7\n");
        (await viewer.ControlAsync("exit")).GetProperty("code").GetInt32().ShouldBe(7);
        await viewer.UntilClosedAsync();
        TerminalReport report = (await host.ReportAsync("t1")).ShouldNotBeNull();
        report.State.ShouldBe("exited");
        report.ExitCode.ShouldBe(7);
    }

    [Fact]
    public async Task A_shell_that_a_signal_ended_exits_with_128_and_the_signal()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/sh", "-c", "kill -TERM $$");
        await host.UntilAsync("t1", report => report!.ExitCode == 143);
    }

    [Fact]
    public async Task The_last_output_is_there_though_the_shell_has_ended()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        for (int i = 0; i < 20; i++)
        {
            await host.OpenAsync($"t{i}", "/bin/sh", "-c", "seq 2000; printf last");
            await host.UntilAsync($"t{i}", report => report!.State == "exited");
            await using Viewer viewer = await host.AttachAsync($"t{i}", resume: 0);
            await viewer.ControlAsync("exit");
            viewer.Text.ShouldEndWith("2000\r\nlast");
        }
    }

    [Fact]
    public async Task A_character_typed_in_two_frames_arrives_whole()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty raw -echo; printf ready; head -c 7 | od -An -tx1; sleep 100");
        await using Viewer viewer = await host.AttachAsync("t1");
        await viewer.UntilTextAsync("ready");
        byte[] text = Encoding.UTF8.GetBytes("\u20ac\U0001F600");
        await viewer.TypeAsync(text[..2]);
        await viewer.TypeAsync(text[2..5]);
        await viewer.TypeAsync(text[5..]);
        await viewer.UntilTextAsync("e2 82 ac f0 9f 98 80");
    }

    [Fact]
    public async Task A_flood_reaches_a_reading_viewer_byte_by_byte()
    {
        byte[] data = new byte[5 * 1024 * 1024];
        new Random(1).NextBytes(data);
        await using HostHarness host = await HostHarness.StartAsync();
        string file = Path.Combine(host.FolderPath, "data");
        await File.WriteAllBytesAsync(file, data, TestContext.Current.CancellationToken);
        await host.OpenAsync("t1", "/bin/sh", "-c", $"stty raw -echo; read -r go; cat {file}");
        await using Viewer viewer = await host.AttachAsync("t1", resume: 0);
        await viewer.TypeAsync("go\n");
        await viewer.ControlAsync("exit");
        viewer.Controls.ShouldNotContain(c => c.GetProperty("type").GetString() == "gap");
        byte[] output = viewer.Output;
        int start = output.Length - data.Length;
        start.ShouldBeInRange(0, 10, "the typed word may have been echoed before stty ran");
        output.AsSpan(start).SequenceEqual(data).ShouldBeTrue();
    }

    [Fact]
    public async Task Closing_hangs_up_and_kills_what_ignores_it()
    {
        await using HostHarness host = await HostHarness.StartAsync(new() { KillDelay = TimeSpan.FromMilliseconds(300) });
        await host.OpenAsync("t1", "/bin/bash", "-c", "trap '' HUP TERM; (trap '' HUP; echo child $BASHPID; sleep 1000) & echo leader $$; wait; sleep 1000");
        await using Viewer viewer = await host.AttachAsync("t1", resume: 0);
        await viewer.UntilTextAsync("leader ");
        await viewer.UntilTextAsync("child ");
        string[] words = viewer.Text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        int leader = int.Parse(words[Array.IndexOf(words, "leader") + 1]);
        int child = int.Parse(words[Array.IndexOf(words, "child") + 1]);
        await host.CloseAsync("t1");
        (await viewer.ControlAsync("exit")).GetProperty("code").GetInt32().ShouldBe(137);
        await host.UntilAsync("t1", report => report is null);
        await viewer.UntilAsync(() => !Runs(leader) && !Runs(child), "the processes to end");
    }

    [Fact]
    public async Task Repeating_an_open_gives_the_same_terminal()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        OpenRequest request = HostHarness.Request("t1", HostHarness.Shell());
        TerminalReport[] reports = await Task.WhenAll(host.OpenAsync(request), host.OpenAsync(request));
        reports.ShouldAllBe(report => report.TerminalId == "t1");
        (await host.OnLoopAsync(() => Task.FromResult(host.Server.List().Count))).ShouldBe(1);
    }

    private static bool Runs(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
