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
        await using Viewer first = await host.AttachAsync("t1");
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
    public async Task Resuming_where_nothing_is_kept_marks_a_gap(long offset)
    {
        await using HostHarness host = await HostHarness.StartAsync(new() { RingBytes = RingBytes });
        await host.OpenAsync("t1", "/bin/sh", "-c", "seq 50000; echo END; sleep 1000");
        await host.UntilAsync("t1", report => report!.OutputOffset >= 338_899);
        await using Viewer viewer = await host.AttachAsync("t1", resume: offset);
        await viewer.UntilTextAsync("END");
        JsonElement gap = viewer.Controls[1];
        gap.GetProperty("type").GetString().ShouldBe("gap");
        gap.GetProperty("from").GetInt64().ShouldBe(offset);
        long to = gap.GetProperty("to").GetInt64();
        to.ShouldBeGreaterThan(0);
        (to + viewer.Output.Length).ShouldBe((await host.ReportAsync("t1"))!.OutputOffset);
        Encoding.UTF8.GetString(Expected().AsSpan((int)to)).ShouldBe(viewer.Text);
    }

    [Fact]
    public async Task A_fresh_viewer_begins_between_escape_sequences()
    {
        await using HostHarness host = await HostHarness.StartAsync(new() { RingBytes = RingBytes });
        await host.OpenAsync("t1", "/bin/bash", "-c", "for i in {1..4000}; do printf '\\e[38;5;200mx\\e[0m\\e]0;title of some length\\a'; done; echo END; sleep 1000");
        await host.UntilAsync("t1", report => report!.OutputOffset > 100_000);
        await using Viewer viewer = await host.AttachAsync("t1");
        await viewer.UntilTextAsync("END");
        viewer.Controls[0].GetProperty("offset").GetInt64().ShouldBeGreaterThan(0);
        (viewer.Text.StartsWith("\u001b[", StringComparison.Ordinal) || viewer.Text.StartsWith("\u001b]", StringComparison.Ordinal) || viewer.Text[0] == 'x').ShouldBeTrue();
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

    private static byte[] Expected() => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 50000).Select(static i => $"{i}\r\n")) + "END\r\n");
}
