using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Ssh;

public sealed class SshConfigTests
{
    [Fact]
    public async Task Entries_name_proxy_alias_and_known_hosts()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web");
        server.AddInstance("db");
        using var home = await new CliHome().LoginAsync(server);
        var run = (await home.RunAsync("ssh-config")).ShouldExit(0);
        run.Out.ShouldBe(string.Join('\n', Entry(home, "db"), Entry(home, "web")));
        Directory.Exists(home.File(".ssh")).ShouldBeFalse("without --write nothing is touched");
    }

    [Fact]
    public async Task Writing_keeps_the_users_lines_and_a_second_time_changes_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web");
        using var home = await new CliHome().LoginAsync(server);
        Directory.CreateDirectory(home.File(".ssh"));
        const string Own = "Host old\n  HostName 192.0.2.7\n";
        await File.WriteAllTextAsync(home.File(".ssh", "config"), Own, cancel);

        (await home.RunAsync("ssh-config", "--write")).ShouldExit(0).Error.ShouldContain("Wrote 1 entries");
        var config = await File.ReadAllTextAsync(home.File(".ssh", "config"), cancel);
        config.ShouldEndWith("\n\n" + Own);
        config.ShouldContain($"Include \"{home.File(".ssh", "config.d", "anchorage-*.conf")}\"");
        var entries = await File.ReadAllTextAsync(home.File(".ssh", "config.d", "anchorage-default.conf"), cancel);
        entries.ShouldContain("IdentityFile");

        (await home.RunAsync("ssh-config", "--write")).ShouldExit(0).Error.ShouldContain("up to date");
        (await File.ReadAllTextAsync(home.File(".ssh", "config"), cancel)).ShouldBe(config);

        server.AddInstance("db");
        (await home.RunAsync("ssh-config", "--write")).ShouldExit(0).Error.ShouldContain("Wrote 2 entries");
        (await File.ReadAllTextAsync(home.File(".ssh", "config"), cancel)).ShouldBe(config);
        Directory.GetFiles(home.File(".ssh"), "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_to_the_configuration_stays_a_link()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        Directory.CreateDirectory(home.File(".ssh"));
        await File.WriteAllTextAsync(home.File("dotfiles"), "Host a\n", cancel);
        File.CreateSymbolicLink(home.File(".ssh", "config"), home.File("dotfiles"));
        (await home.RunAsync("ssh-config", "--write")).ShouldExit(0);
        File.ResolveLinkTarget(home.File(".ssh", "config"), false).ShouldNotBeNull();
        (await File.ReadAllTextAsync(home.File("dotfiles"), cancel)).ShouldEndWith("Host a\n");
    }

    private static string Entry(CliHome home, string name) =>
        $"Host anchorage-{name} {name}.anchorage\n" +
        $"    HostKeyAlias anchorage-inst-{name}\n" +
        $"    UserKnownHostsFile \"{home.File(".config", "anchorage", "known_hosts")}\"\n" +
        "    HashKnownHosts no\n" +
        "    StrictHostKeyChecking accept-new\n" +
        $"    ProxyCommand /opt/anchorage/anchorage ssh-proxy --profile default --config-dir {home.ConfigFolder} -- {name}\n" +
        "    User root\n";
}
