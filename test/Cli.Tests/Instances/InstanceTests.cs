using System.Text.Json;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Instances;

public sealed class InstanceTests
{
    [Fact]
    public async Task Create_follows_the_operation_with_json_lines_on_stderr_and_prints_the_instance()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("instances", "create", "web", "--memory", "512", "--cpus", "0.5", "-o", "json")).ShouldExit(0);
        run.Json.GetProperty("name").GetString().ShouldBe("web");
        run.Json.GetProperty("futureField").GetString().ShouldBe("kept", "-o json is the server's document, unknown fields too");
        var progress = run.Error.Split('\n').Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        progress.Select(p => p.GetProperty("percent").GetDouble()).ShouldBe([40, 100]);
        progress[^1].GetProperty("state").GetString().ShouldBe("succeeded");
        var body = server.Bodies["POST /api/instances"]!;
        body["limits"]!["memoryMb"]!.GetValue<int>().ShouldBe(512);
        body["limits"]!["cpus"]!.GetValue<double>().ShouldBe(0.5);
        server.Requests.ShouldContain("GET /api/operations/op-create-web?waitSeconds=1");
    }

    [Fact]
    public async Task Whether_terminals_are_recorded_is_said_at_creation_or_changed_later()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("instances", "create", "web", "--record-terminals", "always")).ShouldExit(0);
        server.Bodies["POST /api/instances"]!["recordTerminals"]!.GetValue<string>().ShouldBe("always");

        (await home.RunAsync("instances", "set", "web", "--record-terminals", "onRequest", "--pids", "100")).ShouldExit(0);
        server.Bodies["PATCH /api/instances/web"]!.ToJsonString().ShouldBe("""{"limits":{"pids":100},"recordTerminals":"onRequest"}""");

        (await home.RunAsync("instances", "set", "web")).ShouldExit(4).Error.ShouldContain("nothing to change");
        (await home.RunAsync("instances", "set", "web", "--record-terminals", "sometimes")).ShouldExit(4);
    }

    [Fact]
    [Trait("case", "K-07")]
    public async Task A_create_that_meets_a_broken_proxy_is_repeated_with_the_same_key()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next("POST /api/instances", c => { c.Response.StatusCode = 502; return Task.CompletedTask; });
        server.Next("POST /api/instances", c => { c.Abort(); return Task.CompletedTask; });
        (await home.RunAsync("i", "create", "web", "--no-wait")).ShouldExit(0).Out.ShouldBe("op-create-web" + Environment.NewLine);
        server.Requests.Count(r => r == "POST /api/instances").ShouldBe(3);
        server.IdempotencyKeys.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task The_given_idempotency_key_is_sent_and_a_bad_one_refused()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("instance", "create", "--idempotency-key", "my-key_1", "--no-wait")).ShouldExit(0);
        server.IdempotencyKeys.ShouldBe(["my-key_1"]);
        (await home.RunAsync("instance", "create", "--idempotency-key", "a b", "--no-wait")).ShouldExit(4);
    }

    [Fact]
    public async Task A_considered_refusal_is_not_repeated()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next("POST /api/instances", c => StubServer.ProblemAsync(c, 503, "no_node_available", "No node is online."));
        var run = (await home.RunAsync("instances", "create", "web")).ShouldExit(2);
        run.Error.ShouldStartWith("[no_node_available] No node is online.");
        run.Error.ShouldContain("next: Do what the text says for one of the nodes");
        server.Requests.Count(r => r == "POST /api/instances").ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_operation_exits_5_with_its_own_code()
    {
        await using var server = await StubServer.StartAsync();
        server.OperationError = "image_missing";
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("instances", "create", "web")).ShouldExit(5).Error.ShouldContain("[image_missing] The image is not there.");
    }

    [Fact]
    public async Task Waiting_has_a_deadline_and_says_how_to_go_on()
    {
        await using var server = await StubServer.StartAsync();
        server.OperationsEnd = false;
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("instances", "create", "web", "--wait-timeout", "1")).ShouldExit(3);
        run.Error.ShouldContain("[wait_timeout]");
        run.Error.ShouldContain("anchorage operations show op-create-web");
    }

    [Fact]
    public async Task Lists_are_tables_or_json()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web");
        server.AddInstance("db", "stopped");
        using var home = await new CliHome().LoginAsync(server);
        var table = (await home.RunAsync("instances", "ls")).ShouldExit(0).Out.Split(Environment.NewLine);
        table[0].ShouldStartWith("NAME  STATUS   IMAGE");
        table[1].ShouldStartWith("db    stopped  Ubuntu 24.04");
        var json = (await home.RunAsync("instances", "ls", "-o", "json")).ShouldExit(0).Json;
        json.EnumerateArray().Select(i => i.GetProperty("name").GetString()).ShouldBe(["db", "web"]);
    }

    [Fact]
    public async Task Start_stop_restart_and_rebuild_reach_their_routes()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web");
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("instances", "stop", "web")).ShouldExit(0).Error.ShouldContain("web is stopped.");
        (await home.RunAsync("instances", "stop", "web")).ShouldExit(0).Error.ShouldContain("was so already");
        (await home.RunAsync("instances", "start", "web")).ShouldExit(0).Out.ShouldContain("running");
        (await home.RunAsync("instances", "restart", "web", "--no-wait")).ShouldExit(0);
        (await home.RunAsync("instances", "rebuild", "web", "--wipe-home")).ShouldExit(4).Error.ShouldStartWith("[confirmation_needed]");
        (await home.RunAsync("instances", "rebuild", "web", "--wipe-home", "--yes")).ShouldExit(0);
        server.Bodies["POST /api/instances/web/rebuild"]!["wipeHome"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Deleting_asks_and_names_the_thing()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web");
        using var home = await new CliHome().LoginAsync(server);
        home.Typed = "n\n";
        (await home.RunAsync("instances", "rm", "web", "--purge")).ShouldExit(4).Error.ShouldContain("Delete the instance web and everything in its home folder? [y/N]");
        server.Instances.ShouldContainKey("web");
        home.Typed = "y\n";
        (await home.RunAsync("instances", "rm", "web")).ShouldExit(0).Error.ShouldContain("anchorage instances restore web");
        server.Instances["web"]["status"]!.GetValue<string>().ShouldBe("trashed");
        (await home.RunAsync("instances", "restore", "web")).ShouldExit(0).Error.ShouldContain("web is back and running.");
        (await home.RunAsync("instances", "rm", "web", "--purge")).ShouldExit(0).Error.ShouldContain("web is deleted.");
        server.Instances.ShouldNotContainKey("web");
        home.Typed = null;
        (await home.RunAsync("instances", "rm", "web", "--yes")).ShouldExit(4).Error.ShouldStartWith("[instance_not_found]");
    }

    [Fact]
    public async Task Logs_are_plain_text()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web");
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("instances", "logs", "web", "--tail", "7")).ShouldExit(0).Out.ShouldBe($"hello{Environment.NewLine}world{Environment.NewLine}");
        server.Requests.ShouldContain("GET /api/instances/web/logs?tail=7");
        (await home.RunAsync("instances", "logs", "web", "--tail", "0")).ShouldExit(4);
    }

    [Theory]
    [InlineData("-rf")]
    [InlineData("../users")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task Names_that_could_be_something_else_are_refused(string name)
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("instances", "show", "--", name)).ShouldExit(4).Error.ShouldStartWith("[usage]");
        server.Requests.ShouldNotContain(r => r.StartsWith("GET /api/instances", StringComparison.Ordinal));
    }
}
