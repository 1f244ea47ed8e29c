using System.Security.Cryptography;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Ssh;

/// <summary>OpenSSH's own client and server, with the real program between them as ProxyCommand.</summary>
[Trait("case", "K-06")]
public sealed class RealSshTests
{
    [Fact]
    public async Task Ssh_runs_a_command_and_its_exit_code_comes_back()
    {
        await using var setting = await RealSshSetting.StartAsync();
        var run = (await setting.RunAsync("ssh", "web", "--", "echo out; echo err >&2; exit 42")).ShouldExit(42);
        run.Out.ShouldBe("out\n");
        run.Error.ShouldContain("err\n");
        (await File.ReadAllTextAsync(setting.Home.File(".config", "anchorage", "known_hosts"), TestContext.Current.CancellationToken)).ShouldStartWith("anchorage-inst-web ssh-ed25519 ");
    }

    [Fact]
    public async Task A_changed_host_key_is_refused()
    {
        await using var setting = await RealSshSetting.StartAsync();
        var known = setting.Home.File(".config", "anchorage", "known_hosts");
        (await setting.RunAsync("ssh", "web", "--", "true")).ShouldExit(0);
        await using var other = await RealSshSetting.StartAsync();
        (await other.RunAsync("ssh", "web", "--", "true")).ShouldExit(0);
        File.Copy(other.Home.File(".config", "anchorage", "known_hosts"), known, overwrite: true);
        (await setting.RunAsync("ssh", "web", "--", "true")).ShouldExit(255).Error.ShouldContain("REMOTE HOST IDENTIFICATION HAS CHANGED");
    }

    [Fact]
    public async Task Scp_copies_a_file_with_the_written_configuration()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var setting = await RealSshSetting.StartAsync();
        (await setting.RunAsync("ssh-config", "--write")).ShouldExit(0);
        var content = RandomNumberGenerator.GetBytes(5_000_000);
        await File.WriteAllBytesAsync(setting.Home.File("from"), content, cancel);
        var config = setting.Home.File(".ssh", "config");
        using var up = CliProcess.StartProgram(setting.Home, "scp", "-F", config, setting.Home.File("from"), $"anchorage-web:{setting.Home.File("there")}");
        (await CliProcess.FinishAsync(up)).ShouldExit(0);
        using var down = CliProcess.StartProgram(setting.Home, "scp", "-F", config, $"web.anchorage:{setting.Home.File("there")}", setting.Home.File("back"));
        (await CliProcess.FinishAsync(down)).ShouldExit(0);
        (await File.ReadAllBytesAsync(setting.Home.File("back"), cancel)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }
}
