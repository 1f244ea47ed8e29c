using System.Text;
using System.Text.Json;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class ResumeTests
{
    private const int RingBytes = 64 * 1024;

    [Fact]
    public async Task Resuming_gives_exactly_the_rest()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/sh", "-c", "seq 5000; sleep 1000");
        await using Viewer first = await host.AttachAsync("t1", resume: 0);
        await first.UntilTextAsync("\n5000\r\n");
        byte[] all = first.Output;
        foreach (int offset in (int[])[0, 1, 77, all.Length / 2, all.Length - 1, all.Length])
        {
            await using Viewer again = await host.AttachAsync("t1", resume: offset);
            await again.UntilAsync(() => again.Position == all.Length, "the rest");
            again.Controls[0].GetProperty("offset").GetInt64().ShouldBe(offset);
            again.Output.SequenceEqual(all[offset..]).ShouldBeTrue();
            again.Controls.ShouldNotContain(c => c.GetProperty("type").GetString() == "gap");
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(99_000_000)]
    public async Task Resuming_where_nothing_is_kept_marks_a_gap_and_shows_the_screen(long offset)
    {
        await using HostHarness host = await HostHarness.StartAsync(new() { RingBytes = RingBytes });
        await host.OpenAsync("t1", "/bin/sh", "-c", "seq 50000; echo END; read -r line; echo \"after $line\"; sleep 1000");
        await host.UntilAsync("t1", report => report!.OutputOffset >= 338_899);
        await using Viewer viewer = await host.AttachAsync("t1", resume: offset);
        await viewer.UntilTextAsync("END");
        JsonElement gap = viewer.Controls.Single(c => c.GetProperty("type").GetString() == "gap");
        gap.GetProperty("from").GetInt64().ShouldBe(offset);
        gap.GetProperty("to").GetInt64().ShouldBe((await host.ReportAsync("t1"))!.OutputOffset);

        // Of the lines above the screen ten thousand are kept.
        string[] lines = Encoding.UTF8.GetString(viewer.Snapshot).Split("\r\n");
        lines.ShouldContain("50000");
        lines.ShouldContain("40100");
        lines.ShouldNotContain("39000");
        await viewer.TypeAsync("typed\n");
        await viewer.UntilTextAsync("after typed");
    }

    [Fact]
    public async Task A_snapshot_larger_than_the_connection_takes_at_once_comes_whole_before_the_exit()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/bash", "-c", "for i in {1..9000}; do printf 'line %05d of the lines that are kept above the screen, each long enough\\n' $i; done");
        await host.UntilAsync("t1", report => report!.State == "exited");
        await using Viewer viewer = await host.AttachAsync("t1");
        await viewer.ControlAsync("exit");
        viewer.Snapshot.Length.ShouldBe(viewer.Controls.Single(c => c.GetProperty("type").GetString() == "snapshot").GetProperty("length").GetInt32());
        viewer.Text.ShouldContain("line 00001 of");
        viewer.Text.ShouldContain("line 09000 of");
    }

    [Fact]
    public async Task A_snapshot_in_the_middle_of_a_sequence_is_followed_by_the_whole_sequence()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/bash", "-c", "stty -echo; printf 'before\\e]0;half a ti'; read -r; printf 'tle\\a\\e[3'; read -r; printf '1mred'; sleep 1000");
        await host.UntilAsync("t1", report => report!.OutputOffset == 19);
        await using Viewer viewer = await host.AttachAsync("t1");
        await viewer.UntilTextAsync("half a ti");
        viewer.Controls[0].GetProperty("offset").GetInt64().ShouldBe(6);
        Encoding.UTF8.GetString(viewer.Snapshot).ShouldStartWith("before");
        Encoding.UTF8.GetString(viewer.Output).ShouldBe("\e]0;half a ti");
        await viewer.TypeAsync("\n");
        (await viewer.ControlAsync("title", c => c.GetProperty("title").GetString() == "half a title")).GetProperty("directory").GetString().ShouldBeEmpty();
        await viewer.TypeAsync("\n");
        await viewer.UntilTextAsync("red");
        Encoding.UTF8.GetString(viewer.Output).ShouldBe("\e]0;half a title\a\e[31mred");
    }

    [Theory]
    [InlineData("\\e[6n", "\e[1;1R")]
    [InlineData("ab\\e[6n", "\e[1;3R")]
    [InlineData("\\e[5n", "\e[0n")]
    [InlineData("\\e[c", "\e[?1;2c")]
    [InlineData("\\e[?2004h\\e[?2004$p", "\e[?2004;1$y")]
    [InlineData("\\e]11;?\\a", "\e]11;rgb:1010/1414/1818\e\\")]
    public async Task A_question_of_the_program_is_answered_once_by_the_terminal_itself(string question, string answer)
    {
        await using HostHarness host = await HostHarness.StartAsync();
        string script = $"stty -echo -icanon; printf '{question}'; IFS= read -r -t 60 -N {answer.Length} a; IFS= read -r -t 0.3 -N 1 more; printf '%s' \"$a$more\" | od -An -v -tx1 | tr -d ' \\n'; echo '<'; sleep 1000";
        await host.OpenAsync("t1", "/bin/bash", "-c", script);
        await using Viewer one = await host.AttachAsync("t1", resume: 0);
        await using Viewer two = await host.AttachAsync("t1", role: "watch");
        await one.UntilTextAsync("<");
        one.Text.ShouldEndWith(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(answer)) + "<\r\n");
    }

    [Fact]
    public async Task Input_sent_again_after_a_reconnect_is_typed_once()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty -echo; echo ready; while read -r line; do echo \"got $line\"; done");
        await using (Viewer first = await host.AttachAsync("t1"))
        {
            await first.UntilTextAsync("ready");
            await first.TypeAsync("one\n");
            await first.UntilTextAsync("got one");
            await first.TypeAsync("two\n");
            await first.ControlAsync("ack", c => c.GetProperty("input").GetInt64() == 8);
        }

        await using Viewer second = await host.AttachAsync("t1");
        second.InputPosition.ShouldBe(8);

        // The client does not know that "two" arrived and sends it again with the rest.
        await second.TypeAtAsync(4, "two\nthree\n"u8.ToArray());
        await second.UntilTextAsync("got three");
        second.Text.Split("got two").Length.ShouldBe(2);
        await second.TypeAtAsync(0, "one\n"u8.ToArray());
        await second.ControlAsync("ack", c => c.GetProperty("input").GetInt64() == 14);
        (await host.ReportAsync("t1"))!.InputOffset.ShouldBe(14);
    }

    [Fact]
    public async Task Missing_input_is_asked_for()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        await using Viewer viewer = await host.AttachAsync("t1");
        await viewer.TypeAtAsync(5, "x"u8.ToArray());
        (await viewer.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("terminal_input_gap");
        await viewer.UntilClosedAsync();
        await using Viewer again = await host.AttachAsync("t1");
        again.InputPosition.ShouldBe(0);
    }

    [Fact]
    public async Task Two_windows_of_one_person_type_with_a_numbering_each_when_they_ask_for_it()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty -echo; echo ready; while read -r line; do echo \"got $line\"; done");
        await using Viewer left = await host.AttachAsync("t1");
        await using Viewer right = await host.AttachAsync("t1");
        await left.UntilTextAsync("ready");
        await left.SendAsync("""{"type":"input","stream":"left"}""");
        await right.SendAsync("""{"type":"input","stream":"right"}""");
        await left.ControlAsync("ack");
        await right.ControlAsync("ack");
        await left.TypeAsync("from left\n");
        await right.TypeAsync("from right\n");
        await left.UntilTextAsync("got from left");
        await left.UntilTextAsync("got from right");
    }
}
