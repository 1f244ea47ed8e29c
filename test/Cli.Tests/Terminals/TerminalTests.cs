using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Terminals;

public sealed class TerminalTests
{
    [Fact]
    public async Task Terminals_are_listed_shown_opened_renamed_and_closed()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);

        var list = (await home.RunAsync("terminals", "ls", "--instance", "web")).ShouldExit(0).Out;
        list.ShouldContain("build server");
        list.ShouldContain("ann (type), bob (watch), bob (type)");
        list.ShouldNotContain("\u001b");
        server.Requests.ShouldContain(r => r.StartsWith("GET /api/terminals?instanceId=web", StringComparison.Ordinal));
        var shown = (await home.RunAsync("t", "show", "build server")).ShouldExit(0).Out;
        shown.ShouldContain("viewer v2");
        shown.ShouldContain("120x40");
        (await home.RunAsync("terminals", "show", "foreign1", "-o", "json")).ShouldExit(0).Out.ShouldContain("\"id\": \"foreign1\"");
        (await home.RunAsync("terminals", "show", "nothing")).ShouldExit(4).Error.ShouldStartWith("[terminal_not_found]");
        (await home.RunAsync("terminals", "show", "no such name")).ShouldExit(4).Error.ShouldStartWith("[terminal_not_found]");

        (await home.RunAsync("terminals", "open", "web", "--name", "new", "--shell", "zsh", "--columns", "100", "--end-with-last-viewer")).ShouldExit(0).Out.ShouldContain("term3");
        server.Bodies["POST /api/terminals"]!.ToJsonString().ShouldBe("""{"instanceId":"web","columns":100,"shell":"zsh","name":"new","endWhenLastViewerLeaves":true}""");
        (await home.RunAsync("terminals", "open", "web", "--shell", "fish")).ShouldExit(4);

        (await home.RunAsync("terminals", "rename", "term1", "tests")).ShouldExit(0).Error.ShouldContain("build server is now tests.");
        server.Bodies["PATCH /api/terminals/term1"]!.ToJsonString().ShouldBe("""{"name":"tests"}""");
        (await home.RunAsync("terminals", "rename", "term1", "")).ShouldExit(0);
        server.Bodies["PATCH /api/terminals/term1"]!.ToJsonString().ShouldBe("""{"name":""}""");

        (await home.RunAsync("terminals", "close", "term1")).ShouldExit(4).Error.ShouldContain("--yes");
        server.Requests.ShouldNotContain("DELETE /api/terminals/term1");
        (await home.RunAsync("terminals", "close", "build server", "--yes")).ShouldExit(0);
        server.Requests.ShouldContain("DELETE /api/terminals/term1");
    }

    [Fact]
    public async Task Roles_are_changed_by_viewer_or_by_person_and_a_terminal_is_taken_over()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);

        (await home.RunAsync("terminals", "role", "term1", "ann", "watch")).ShouldExit(0).Error.ShouldContain("ann watches build server.");
        server.Bodies["PUT /api/terminals/term1/viewers/v1"]!.ToJsonString().ShouldBe("""{"role":"watch"}""");
        (await home.RunAsync("terminals", "role", "term1", "v2", "type")).ShouldExit(0);
        server.Bodies["PUT /api/terminals/term1/viewers/v2"]!.ToJsonString().ShouldBe("""{"role":"type"}""");
        (await home.RunAsync("terminals", "role", "term1", "bob", "type")).ShouldExit(4).Error.ShouldContain("v2, v3");
        (await home.RunAsync("terminals", "role", "term1", "eve", "type")).ShouldExit(4).Error.ShouldStartWith("[viewer_not_found]");
        (await home.RunAsync("terminals", "role", "term1", "ann", "own")).ShouldExit(4);

        (await home.RunAsync("terminals", "take-over", "build server")).ShouldExit(0).Error.ShouldContain("Only you type in build server now.");
        server.Requests.ShouldContain("POST /api/terminals/term1/take-over");
        (await home.RunAsync("terminals", "detach", "term1", "v3")).ShouldExit(0).Error.ShouldContain("bob is detached");
        server.Requests.ShouldContain("DELETE /api/terminals/term1/viewers/v3");
    }
}
