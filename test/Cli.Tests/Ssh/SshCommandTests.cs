using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Ssh;

public sealed class SshCommandTests
{
    [Fact]
    public async Task A_newcomer_gets_a_key_made_registered_and_synced_before_ssh_starts()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web");
        server.ReadsUntilSynced = 3;
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("ssh", "web", "--", "uname", "-a")).ShouldExit(42);
        run.Error.ShouldContain("registered SHA256:stub1");
        server.Bodies["POST /api/users/me/ssh-keys"]!["publicKey"]!.GetValue<string>().ShouldStartWith("ssh-ed25519 ");
        server.Requests.Count(r => r.StartsWith("GET /api/users/me/ssh-keys", StringComparison.Ordinal)).ShouldBeGreaterThan(2);
        var arguments = home.Programs!.Replaced!.Value.Arguments;
        arguments.ShouldContain("HostKeyAlias=anchorage-inst-web");
        arguments.ShouldContain("User=root");
        arguments.ShouldContain($"IdentityFile=\"{home.File(".config", "anchorage", "id_ed25519")}\"");
        arguments.TakeLast(4).ShouldBe(["anchorage-web", "--", "uname", "-a"]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(home.File(".config", "anchorage", "id_ed25519")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await home.RunAsync("ssh", "web")).ShouldExit(42);
        server.SshKeys.Count.ShouldBe(1, "the second time the key is found");
    }

    [Fact]
    public async Task A_key_of_the_user_that_is_registered_is_taken()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web");
        using var home = await new CliHome().LoginAsync(server);
        Directory.CreateDirectory(home.File(".ssh"));
        await File.WriteAllTextAsync(home.File(".ssh", "id_rsa"), "private", cancel);
        await File.WriteAllTextAsync(home.File(".ssh", "id_rsa.pub"), "ssh-rsa AAAAB3Nza me@here\n", cancel);
        (await home.RunAsync("keys", "add", home.File(".ssh", "id_rsa.pub"), "--label", "old")).ShouldExit(0);
        (await home.RunAsync("ssh", "web", "-l", "ubuntu")).ShouldExit(42);
        home.Programs!.Replaced!.Value.Arguments.ShouldContain($"IdentityFile=\"{home.File(".ssh", "id_rsa")}\"");
        home.Programs.Replaced.Value.Arguments.ShouldContain("User=ubuntu");
        server.SshKeys.Count.ShouldBe(1);
        File.Exists(home.File(".config", "anchorage", "id_ed25519")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stopped_instance_is_started_after_a_question_or_with_the_flag()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web", "stopped");
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("ssh", "web")).ShouldExit(4).Error.ShouldContain("--start");
        home.Typed = "n\n";
        (await home.RunAsync("ssh", "web")).ShouldExit(4).Error.ShouldContain("[instance_stopped]");
        home.Typed = "y\n";
        (await home.RunAsync("ssh", "web")).ShouldExit(42);
        server.AddInstance("web", "stopped");
        home.Typed = null;
        (await home.RunAsync("ssh", "web", "--start")).ShouldExit(42);
    }

    [Fact]
    public async Task An_offline_node_and_a_missing_client_are_said()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web", "offline");
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("ssh", "web")).ShouldExit(2).Error.ShouldContain("[node_offline]");
        home.Variables["PATH"] = home.Path;
        (await home.RunAsync("ssh", "web")).ShouldExit(4).Error.ShouldContain("[program_missing] The program ssh");
    }
}
