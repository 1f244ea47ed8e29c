using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Identity;

public sealed class AccountTests
{
    [Fact]
    public async Task A_user_is_added_and_the_generated_password_shown_once()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("user", "add", "bob", "--email", "bob@example.org", "--role", "admin")).ShouldExit(0);
        run.Out.ShouldContain("generated-pass");
        var body = server.Bodies["POST /api/users"]!;
        body["role"]!.GetValue<string>().ShouldBe("admin");
        body.AsObject().ContainsKey("password").ShouldBeFalse();
    }

    [Fact]
    public async Task A_superadmin_is_added_over_the_local_socket_without_signing_in()
    {
        using var home = new CliHome();
        Directory.CreateDirectory(home.File("data"));
        await using var server = await StubServer.StartOnSocketAsync(home.File("data", "admin.sock"));
        home.Variables["ANCHORAGE_DATA"] = home.File("data");
        home.Input = "a long password\n";
        var run = (await home.RunAsync("user", "add", "root", "--superadmin", "--email", "root@example.org", "--password-stdin", "-o", "json")).ShouldExit(0);
        run.Error.ShouldContain("admin.sock");
        run.Json.GetProperty("user").GetProperty("role").GetString().ShouldBe("superadmin");
        server.Bodies["POST /api/users"]!["password"]!.GetValue<string>().ShouldBe("a long password");
        (await home.RunAsync("user", "ls", "--local")).ShouldExit(0).Out.ShouldContain("superadmin");
    }

    [Fact]
    public async Task Local_administration_says_where_it_looked()
    {
        using var home = new CliHome();
        var run = (await home.RunAsync("user", "ls", "--local", "--data", home.File("nowhere"))).ShouldExit(4);
        run.Error.ShouldStartWith("[admin_socket_missing]");
        run.Error.ShouldContain(home.File("nowhere"));
    }

    [Fact]
    public async Task A_contradiction_is_refused_before_the_server_is_asked()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("user", "add", "bob", "--email", "b@example.org", "--role", "user", "--superadmin")).ShouldExit(4);
        (await home.RunAsync("user", "add", "bob")).ShouldExit(4).Error.ShouldContain("--email");
        server.Requests.ShouldNotContain("POST /api/users");
    }

    [Fact]
    public async Task A_new_token_is_the_only_thing_on_stdout()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("token", "create", "ci", "--scope", "read:cloud_instance", "--scope", "ssh:cloud_instance", "--expires", "2027-01-31")).ShouldExit(0);
        run.Out.ShouldBe("anc_new_one" + Environment.NewLine);
        var body = server.Bodies["POST /api/tokens"]!;
        body["scopes"]!.AsArray().Select(s => s!.GetValue<string>()).ShouldBe(["read:cloud_instance", "ssh:cloud_instance"]);
        body["expiresAt"]!.GetValue<string>().ShouldBe("2027-01-31T00:00:00Z");
        (await home.RunAsync("token", "revoke", "ci")).ShouldExit(0);
        server.Requests.ShouldContain("DELETE /api/tokens/tok-2");
        (await home.RunAsync("token", "revoke", "nope")).ShouldExit(4).Error.ShouldStartWith("[token_not_found]");
    }

    [Fact]
    public async Task A_private_key_never_leaves_the_machine()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        await File.WriteAllTextAsync(home.File("key"), "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n", TestContext.Current.CancellationToken);
        (await home.RunAsync("keys", "add", home.File("key"))).ShouldExit(4).Error.ShouldStartWith("[invalid_ssh_key]");
        server.Requests.ShouldNotContain("POST /api/users/me/ssh-keys");
    }

    [Fact]
    public async Task Keys_are_added_listed_and_removed_by_label()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        home.Input = "ssh-ed25519 AAAAC3Nza ann@desk\n";
        (await home.RunAsync("keys", "add", "-")).ShouldExit(0).Out.ShouldContain("SHA256:stub1");
        (await home.RunAsync("keys", "ls")).ShouldExit(0).Out.ShouldContain("ann@desk");
        (await home.RunAsync("keys", "rm", "ann@desk")).ShouldExit(0);
        server.Requests.ShouldContain("DELETE /api/users/me/ssh-keys/key-1");
    }
}
