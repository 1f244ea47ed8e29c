using System.Text.Json;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Events;

public sealed class EventsTests
{
    [Fact]
    public async Task Events_are_json_lines_and_a_new_connection_resumes_after_the_last_one()
    {
        await using var server = await StubServer.StartAsync();
        server.EventConnections.Add([Event(7, "instance.updated"), Event(8, "heartbeat")]);
        server.EventConnections.Add([Event(9, "node.updated"), Event(10, "resync")]);
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("events", "--topic", "instances", "--topic", "nodes", "--count", "3", "--since-number", "6")).ShouldExit(0);
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        lines.Select(l => l.GetProperty("number").GetInt32()).ShouldBe([7, 9, 10]);
        server.LastEventIds.ShouldBe(["6", "8"]);
        server.Requests.ShouldContain("GET /api/events?topics=instances%2Cnodes");
    }

    [Fact]
    public async Task A_revoked_token_ends_the_stream_with_exit_1()
    {
        await using var server = await StubServer.StartAsync();
        server.EventConnections.Add([Event(1, "signed-out")]);
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("events")).ShouldExit(1).Error.ShouldContain("[unauthenticated]");
    }

    [Fact]
    public async Task Interrupting_ends_with_130()
    {
        await using var server = await StubServer.StartAsync();
        server.EventConnections.Add([Event(1, "instance.updated")]);
        using var home = await new CliHome().LoginAsync(server);
        using var stop = new CancellationTokenSource();
        using var output = new LineWaiter(line => line.Contains("instance.updated", StringComparison.Ordinal));
        var running = home.RunAsync(["events"], stop.Token, output);
        await output.Seen.WaitAsync(CliHome.Limit, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        (await running).ShouldExit(130);
    }

    private static string Event(int number, string name) =>
        $$$"""{"number":{{{number}}},"name":"{{{name}}}","at":"2026-11-20T10:00:00Z","payload":{"latest":{{{number}}} } }""";
}
