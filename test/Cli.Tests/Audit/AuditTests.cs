using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Audit;

public sealed class AuditTests
{
    [Fact]
    public async Task All_pages_are_read_up_to_the_limit()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("audit", "ls", "-o", "json")).ShouldExit(0).Json.GetArrayLength().ShouldBe(6);
        (await home.RunAsync("audit", "ls", "-o", "json", "--limit", "3")).ShouldExit(0).Json.GetArrayLength().ShouldBe(3);
        (await home.RunAsync("audit", "ls", "--action", "instance.create", "--since", "2026-01-31", "-q", "a&b")).ShouldExit(0);
        server.Requests.ShouldContain("GET /api/audit?action=instance.create&since=2026-01-31T00%3A00%3A00Z&q=a%26b&limit=50");
    }

    [Fact]
    public async Task Control_characters_of_others_do_not_reach_the_screen()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("audit", "ls")).ShouldExit(0);
        run.Out.ShouldNotContain('\u001b');
        run.Out.ShouldContain("ann\uFFFD[2J");
    }

    [Fact]
    public async Task Bad_filters_name_what_is_allowed()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("audit", "ls", "--outcome", "maybe")).ShouldExit(4).Error.ShouldContain("refused");
        (await home.RunAsync("audit", "ls", "--since", "yesterday-ish")).ShouldExit(4).Error.ShouldContain("--since is \"yesterday-ish\"");
        (await home.RunAsync("audit", "ls", "--limit", "0")).ShouldExit(4).Error.ShouldContain("1..100000");
    }
}
