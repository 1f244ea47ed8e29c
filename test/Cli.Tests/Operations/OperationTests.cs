using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Operations;

public sealed class OperationTests
{
    [Fact]
    public async Task Operations_are_listed_followed_and_cancelled()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("operations", "ls", "--state", "running")).ShouldExit(0).Out.ShouldContain("instance.create");
        server.Requests.ShouldContain("GET /api/operations?state=running&limit=50");
        var run = (await home.RunAsync("operations", "show", "op-9", "--follow", "-o", "json")).ShouldExit(0);
        run.Json.GetProperty("state").GetString().ShouldBe("succeeded");
        (await home.RunAsync("operations", "cancel", "op-9")).ShouldExit(0);
        server.Requests.ShouldContain("POST /api/operations/op-9/cancel");
    }
}
