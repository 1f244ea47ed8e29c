using System.Text.Json;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Identity;

public sealed class LoginTests
{
    [Fact]
    [Trait("case", "P-37")]
    public async Task The_token_is_stored_where_only_its_owner_may_read()
    {
        await using var server = await StubServer.StartAsync();
        using var home = new CliHome();
        await home.LoginAsync(server);

        File.GetUnixFileMode(home.ConfigFolder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(home.ConfigFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var config = JsonDocument.Parse(await File.ReadAllTextAsync(home.ConfigFile, TestContext.Current.CancellationToken));
        config.RootElement.GetProperty("profiles").GetProperty("default").GetProperty("token").GetString().ShouldBe(StubServer.Token);
        Directory.GetFiles(home.ConfigFolder).ShouldBe([home.ConfigFile]);
    }

    [Fact]
    public async Task Asks_for_name_and_password_without_echo_and_prints_no_secret()
    {
        await using var server = await StubServer.StartAsync();
        using var home = new CliHome { Typed = "ann\n", Secret = StubServer.Password };
        var run = (await home.RunAsync("login", server.Url, "--label", "desk")).ShouldExit(0);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain("Signed in");
        run.Error.ShouldNotContain(StubServer.Password);
        run.Error.ShouldNotContain(StubServer.Token);
        server.Bodies["POST /api/auth/token"]!["label"]!.GetValue<string>().ShouldBe("desk");
        server.Bodies["POST /api/auth/token"]!["username"]!.GetValue<string>().ShouldBe("ann");
    }

    [Fact]
    public async Task A_wrong_password_exits_1_and_stores_nothing()
    {
        await using var server = await StubServer.StartAsync();
        using var home = new CliHome { Input = "wrong\n" };
        var run = (await home.RunAsync("login", server.Url, "-u", "ann", "--password-stdin")).ShouldExit(1);
        run.Error.ShouldStartWith("[invalid_credentials] User name or password is wrong.");
        run.Error.ShouldContain("next:");
        File.Exists(home.ConfigFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Several_servers_are_kept_under_profiles()
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        using var home = new CliHome();
        await home.LoginAsync(first);
        await home.LoginAsync(second, "--profile", "work");
        (await home.RunAsync("whoami", "--profile", "default")).ShouldExit(0);
        (await home.RunAsync("whoami")).ShouldExit(0);
        first.Requests.Count(r => r == "GET /api/auth/me").ShouldBe(1);
        second.Requests.Count(r => r == "GET /api/auth/me").ShouldBe(1, "the last login is the current profile");
        var wrong = (await home.RunAsync("whoami", "--profile", "nope")).ShouldExit(4);
        wrong.Error.ShouldContain("default, work");
    }

    [Fact]
    public async Task Logout_revokes_the_token_and_removes_it()
    {
        await using var server = await StubServer.StartAsync();
        using var home = new CliHome();
        await home.LoginAsync(server);
        (await home.RunAsync("logout")).ShouldExit(0);
        server.Requests.ShouldContain("DELETE /api/tokens/tok-1");
        (await File.ReadAllTextAsync(home.ConfigFile, TestContext.Current.CancellationToken)).ShouldNotContain(StubServer.Token);
        (await home.RunAsync("whoami")).ShouldExit(1).Error.ShouldStartWith("[not_signed_in]");
    }

    [Fact]
    public async Task Logout_without_the_server_forgets_the_token_and_says_that_it_is_still_valid()
    {
        using var home = new CliHome();
        await using (var server = await StubServer.StartAsync())
        {
            await home.LoginAsync(server);
        }

        var run = (await home.RunAsync("logout")).ShouldExit(2);
        run.Error.ShouldContain("still valid");
        (await File.ReadAllTextAsync(home.ConfigFile, TestContext.Current.CancellationToken)).ShouldNotContain(StubServer.Token);
    }

    [Fact]
    public async Task The_environment_stands_for_flags_and_token()
    {
        await using var server = await StubServer.StartAsync();
        using var home = new CliHome();
        home.Variables["ANCHORAGE_SERVER"] = server.Url;
        home.Variables["ANCHORAGE_TOKEN"] = StubServer.Token;
        home.Variables["ANCHORAGE_OUTPUT"] = "json";
        var run = (await home.RunAsync("whoami")).ShouldExit(0);
        run.Json.GetProperty("user").GetProperty("username").GetString().ShouldBe("ann");
        home.Variables["ANCHORAGE_OUTPUT"] = "yaml";
        (await home.RunAsync("whoami")).ShouldExit(4).Error.ShouldContain("ANCHORAGE_OUTPUT is \"yaml\"; allowed: table, json");
    }

    [Fact]
    public async Task Plain_http_to_another_machine_is_refused_before_anything_is_sent()
    {
        using var home = new CliHome { Input = "secret\n" };
        var run = (await home.RunAsync("login", "http://192.0.2.1:7070", "-u", "ann", "--password-stdin")).ShouldExit(4);
        run.Error.ShouldContain("plain HTTP");
    }
}
