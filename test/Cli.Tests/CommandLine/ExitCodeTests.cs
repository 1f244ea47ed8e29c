using Anchorage.Cli.Tests.Support;
using Anchorage.Testing;

namespace Anchorage.Cli.Tests.CommandLine;

[Trait("case", "P-37")]
public sealed class ExitCodeTests
{
    [Fact]
    public async Task Nothing_listening_is_2()
    {
        var port = TestPorts.Free();
        using var home = new CliHome();
        home.Variables["ANCHORAGE_TOKEN"] = StubServer.Token;
        var run = (await home.RunAsync("whoami", "--server", $"http://127.0.0.1:{port}")).ShouldExit(2);
        run.Error.ShouldContain("[server_unreachable]");
        run.Error.ShouldContain("nothing listens there");
    }

    [Fact]
    public async Task A_silent_server_is_3()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next("GET /api/auth/me", c => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, c.RequestAborted));
        (await home.RunAsync("whoami", "--timeout", "1")).ShouldExit(3).Error.ShouldStartWith("[request_timeout]");
    }

    [Theory]
    [InlineData(401, "unauthenticated", 1)]
    [InlineData(403, "forbidden", 1)]
    [InlineData(404, "not_found", 4)]
    [InlineData(409, "operation_in_progress", 4)]
    [InlineData(429, "too_many_attempts", 1)]
    [InlineData(500, "internal_error", 5)]
    [InlineData(503, "node_offline", 2)]
    public async Task A_refusal_has_the_exit_code_of_its_kind(int status, string code, int exit)
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next("GET /api/auth/me", c => StubServer.ProblemAsync(c, status, code, "Detail."));
        var run = (await home.RunAsync("whoami")).ShouldExit(exit);
        run.Error.ShouldStartWith($"[{code}] Detail.");
        run.Error.ShouldContain("  next: ");
        run.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_program_at_the_address_is_said_so()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next("GET /api/auth/me", c =>
        {
            c.Response.ContentType = "text/html";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(c.Response, "<html>");
        });
        (await home.RunAsync("whoami")).ShouldExit(5).Error.ShouldStartWith("[unexpected_answer]");
    }

    [Fact]
    public async Task Reads_are_repeated_when_a_proxy_hiccups()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next("GET /api/auth/me", c => { c.Response.StatusCode = 503; return Task.CompletedTask; });
        server.Next("GET /api/auth/me", c => { c.Abort(); return Task.CompletedTask; });
        (await home.RunAsync("whoami")).ShouldExit(0);
    }

    [Fact]
    public async Task Changes_without_a_key_are_sent_once_only()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next("POST /api/tokens", c => { c.Abort(); return Task.CompletedTask; });
        (await home.RunAsync("token", "create", "x")).ShouldExit(2);
        server.Requests.Count(r => r == "POST /api/tokens").ShouldBe(1);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("instances", "ls", "--nope")]
    [InlineData("node")]
    [InlineData("-o", "yaml", "whoami")]
    public async Task A_wrong_command_line_is_4(params string[] arguments)
    {
        using var home = new CliHome();
        var run = (await home.RunAsync(arguments)).ShouldExit(4);
        run.Error.ShouldStartWith("[usage]");
        run.Error.ShouldContain("--help");
        run.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_real_program_has_the_same_codes_and_prints_data_and_messages_apart()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        home.Variables["NO_COLOR"] = "1";
        var good = (await CliProcess.RunAsync(home, "whoami", "-o", "json")).ShouldExit(0);
        good.Json.GetProperty("user").GetProperty("username").GetString().ShouldBe("ann");
        good.Error.ShouldBeEmpty();
        var bad = (await CliProcess.RunAsync(home, "explain", "nope")).ShouldExit(4);
        bad.Out.ShouldBeEmpty();
        bad.Error.ShouldNotContain('\u001b');
        (await CliProcess.RunAsync(home, "--version")).ShouldExit(0).Out.ShouldStartWith("0.1.0");
    }
}
