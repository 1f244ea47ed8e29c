using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Terminals;

public sealed class ScreenTests
{
    [Fact]
    public async Task A_screen_is_printed_by_the_id_or_the_name_of_its_terminal()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("screen", "term2")).ShouldExit(0).Out.ShouldBe($"$ make{Environment.NewLine}done{Environment.NewLine}");
        (await home.RunAsync("screen", "build server", "--scrollback", "5")).ShouldExit(0).Out.ShouldStartWith($"above{Environment.NewLine}$ make");
        (await home.RunAsync("screen", "foreign1", "-o", "json")).ShouldExit(0).Json.GetProperty("columns").GetInt32().ShouldBe(80);
        server.Requests.ShouldContain("GET /api/terminals/term1/screen?scrollback=5");
    }

    [Fact]
    public async Task An_instance_with_one_terminal_stands_for_it_and_one_with_several_does_not()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("screen", "web")).ShouldExit(4).Error.ShouldContain("term1, term2");
        server.Requests.ShouldContain("GET /api/terminals?instanceId=web&limit=200");
        (await home.RunAsync("screen", "term1", "--scrollback", "10001")).ShouldExit(4);
        (await home.RunAsync("screen", "../x")).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task Matches_are_printed_as_grep_prints_them()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("terminals", "search", "term1", "m?ke & more", "--regex", "--limit", "7")).ShouldExit(0);
        run.Out.ShouldBe("7:$ make" + Environment.NewLine);
        run.Error.ShouldContain("more");
        server.Requests.ShouldContain("GET /api/terminals/term1/search?q=m%3Fke%20%26%20more&regex=true&limit=7");
        (await home.RunAsync("terminals", "search", "term1", "x", "--limit", "0")).ShouldExit(4);
    }
}
