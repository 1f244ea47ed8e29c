using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>Reading and searching a real terminal in a real terminal host.</summary>
public sealed class ScreenReadingTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly AgentSide _agent;

    public ScreenReadingTests() => _agent = new AgentSide(_folder.Path);

    [Fact]
    public async Task A_screen_is_read_with_cursor_title_and_the_lines_above()
    {
        await _agent.OpenAsync("t1", "/bin/sh", "-c", "seq 1 100; printf '\\033]2;my title\\007\\033]7;file://h/tmp\\007w\\303\\244hle \\344\\270\\255:'; cat");
        ScreenText screen = await UntilAsync(0, s => s.Lines[^1].EndsWith(':'));
        screen.Lines.Count.ShouldBe(24);
        screen.Lines[^1].ShouldBe("w\u00e4hle \u4e2d:");
        screen.Lines[^2].ShouldBe("100");
        (screen.Columns, screen.Rows, screen.Title, screen.Directory, screen.Alternate).ShouldBe((80, 24, "my title", "/tmp", false));
        screen.Cursor.ShouldBe(new ScreenCursor(23, 9, true));
        screen.Scrollback.ShouldBeEmpty();
        screen.ScrollbackLines.ShouldBe(77);
        (await UntilAsync(3, _ => true)).Scrollback.ShouldBe(["75", "76", "77"]);
        (await UntilAsync(10_000, _ => true)).Scrollback.Count.ShouldBe(77);
    }

    [Fact]
    public async Task Ten_thousand_lines_and_a_full_screen_come_whole()
    {
        await _agent.OpenAsync("t1", "/bin/sh", "-c", "seq 1 20000 | sed 's/$/ of a line that is made a little longer with words/'; printf '\\033[?1049h\\033[Halternate\\033[?25l'; cat");
        ScreenText screen = await UntilAsync(10_000, s => s.Alternate && s.Lines[0] == "alternate");
        screen.Cursor.Visible.ShouldBeFalse();
        screen.Scrollback.Count.ShouldBeGreaterThan(5000);
        screen.Scrollback[^1].ShouldStartWith("19977 of a line");
    }

    [Fact]
    public async Task A_terminal_that_is_gone_is_not_found()
    {
        (await Should.ThrowAsync<LinkRequestException>(() => _agent.Client.ReadAsync(new ReadScreen("none", 0), HostHarness.Deadline))).Code.ShouldBe("terminal_not_found");
        await _agent.OpenAsync("t1", "/bin/cat");
        (await Should.ThrowAsync<LinkRequestException>(() => _agent.Client.ReadAsync(new ReadScreen("none", 0), HostHarness.Deadline))).Code.ShouldBe("terminal_not_found");
        (await Should.ThrowAsync<LinkRequestException>(() => _agent.Client.ReadAsync(new ReadScreen("t1", -1), HostHarness.Deadline))).Code.ShouldBe("invalid_request");
    }

    [Fact]
    public async Task What_was_wrapped_is_found_as_one()
    {
        await _agent.OpenAsync("t1", "/bin/sh", "-c", "seq 1 50; printf '%075d' 0; printf 'needle in a wrapped line\\nNeedle again\\nend:'; cat");
        await UntilAsync(0, s => s.Lines[^1] == "end:" || s.Lines.Contains("end:"));
        SearchResult found = await SearchAsync("needle", matchCase: false);
        found.Truncated.ShouldBeFalse();
        found.Matches.Count.ShouldBe(2);
        SearchMatch first = found.Matches[0];
        (first.Line, first.Column, first.Length).ShouldBe((50, 75, 6));
        first.Text.Substring(first.Column, first.Length).ShouldBe("needle");
        found.Matches[1].ShouldBe(new SearchMatch(52, 0, 6, "Needle again"));
        (await SearchAsync("needle", matchCase: true)).Matches.Count.ShouldBe(1);
        (await SearchAsync("^n.edle a", matchCase: false, regex: true)).Matches.ShouldHaveSingleItem().Line.ShouldBe(52);
        SearchResult few = await SearchAsync("^[0-9]+$", matchCase: true, regex: true, limit: 7);
        few.Truncated.ShouldBeTrue();
        few.Matches.Select(match => match.Text).ShouldBe(["1", "2", "3", "4", "5", "6", "7"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<ScreenText> UntilAsync(int scrollback, Func<ScreenText, bool> condition)
    {
        CancellationToken deadline = HostHarness.Deadline;
        while (true)
        {
            ScreenText screen = (await _agent.Client.ReadAsync(new ReadScreen("t1", scrollback), deadline)).Screen;
            if (condition(screen))
            {
                return screen;
            }

            await Task.Delay(20, deadline);
        }
    }

    private async Task<SearchResult> SearchAsync(string query, bool matchCase, bool regex = false, int limit = 100) =>
        new ScreenSearch(new SearchTerminal("t1", query, regex, matchCase, limit), TimeProvider.System)
            .Find(await _agent.Client.ReadAsync(new ReadScreen("t1", 10_000), HostHarness.Deadline));
}
