using System.Text.Json.Nodes;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Mcp;

public sealed class McpTests
{
    [Fact]
    public async Task Instances_are_opened_and_closed_to_programs()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("instances", "create", "web")).ShouldExit(0);
        (await home.RunAsync("mcp", "allow", "web", "--approval", "all")).ShouldExit(0).Error.ShouldContain("Programs may use web.");
        JsonNode opened = server.Bodies["PATCH /api/instances/web"]!;
        opened["mcpControllable"]!.GetValue<bool>().ShouldBeTrue();
        opened["mcpApproval"]!.GetValue<string>().ShouldBe("all");
        (await home.RunAsync("mcp", "forbid", "web")).ShouldExit(0);
        JsonNode closed = server.Bodies["PATCH /api/instances/web"]!;
        closed["mcpControllable"]!.GetValue<bool>().ShouldBeFalse();
        closed.AsObject().ContainsKey("mcpApproval").ShouldBeFalse();
        (await home.RunAsync("mcp", "allow", "web", "--approval", "never")).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task Calls_that_wait_are_listed_with_their_arguments_and_answered()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        string waiting = (await home.RunAsync("mcp", "approvals")).ShouldExit(0).Out;
        waiting.ShouldContain("call1");
        waiting.ShouldContain("/etc/hosts");
        waiting.ShouldNotContain("call2");
        (await home.RunAsync("mcp", "approvals", "--all")).ShouldExit(0).Out.ShouldContain("denied");
        (await home.RunAsync("mcp", "approve", "call1")).ShouldExit(0).Error.ShouldContain("write_file runs on web.");
        (await home.RunAsync("mcp", "deny", "call1")).ShouldExit(0);
        server.Requests.ShouldContain("POST /api/mcp/calls/call1/approve");
        server.Requests.ShouldContain("POST /api/mcp/calls/call1/deny");
        (await home.RunAsync("mcp", "approve", "-x")).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task Connected_programs_are_listed()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        string list = (await home.RunAsync("mcp", "connections")).ShouldExit(0).Out;
        list.ShouldContain("editor");
        list.ShouldContain("2026-07-28");
    }
}
