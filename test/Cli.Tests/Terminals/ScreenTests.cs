using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Terminals;

public sealed class ScreenTests
{
    [Fact]
    public async Task A_screen_is_printed_by_the_id_of_its_terminal_or_by_the_name_of_the_instance()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("screen", "t1")).ShouldExit(0).Out.ShouldBe($"$ make{Environment.NewLine}done{Environment.NewLine}");
        (await home.RunAsync("screen", "web", "--scrollback", "5")).ShouldExit(0).Out.ShouldStartWith($"above{Environment.NewLine}$ make");
        (await home.RunAsync("screen", "web", "-o", "json")).ShouldExit(0).Json.GetProperty("columns").GetInt32().ShouldBe(80);
        server.Requests.ShouldContain("GET /api/terminals/t1/screen?scrollback=5");
    }

    [Fact]
    public async Task An_instance_with_several_terminals_or_none_is_no_answer()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Terminals.Add("t2");
        (await home.RunAsync("screen", "web")).ShouldExit(4).Error.ShouldContain("t1, t2");
        server.Terminals.Clear();
        (await home.RunAsync("screen", "web")).Error.ShouldContain("[terminal_not_found]");
        (await home.RunAsync("screen", "web", "--scrollback", "10001")).ShouldExit(4);
        (await home.RunAsync("screen", "../x")).ShouldExit(4);
    }

    [Fact]
    public async Task Matches_are_printed_as_grep_prints_them()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("terminals", "search", "web", "m?ke & more", "--regex", "--limit", "7")).ShouldExit(0);
        run.Out.ShouldBe("7:$ make" + Environment.NewLine);
        run.Error.ShouldContain("more");
        server.Requests.ShouldContain("GET /api/terminals/t1/search?q=m%3Fke%20%26%20more&regex=true&limit=7");
        (await home.RunAsync("terminals", "search", "web", "x", "--limit", "0")).ShouldExit(4);
    }
}
