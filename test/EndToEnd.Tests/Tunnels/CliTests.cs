using System.Diagnostics;
using System.Text.Json.Nodes;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Tunnels;

/// <summary>The <c>anchorage</c> command against the real server: what goes through the server's tunnel, not through the published ports.</summary>
public sealed class CliTests(SharedInstallation shared) : EndToEndTest
{
    [Fact]
    public async Task A_newcomer_without_a_key_signs_in_creates_and_is_inside()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "newcomer");
        using var cli = await CliUser.SignInAsync(user);

        await cli.MustAsync("instances", "create", "skiff", "--memory", "256", "--cpus", "0.5");
        (await cli.MustAsync("ssh", "skiff", "--", "hostname")).ShouldBe("skiff");

        (await user.GetAsync("/api/users/me/ssh-keys"))["items"]!.AsArray().Count.ShouldBe(1);
        (await cli.RunAsync("ssh", "skiff", "--", "exit", "7")).Code.ShouldBe(7);
        JsonNode.Parse(await cli.MustAsync("instances", "ls", "-o", "json"))!.AsArray().Single()!["name"]!.ToString().ShouldBe("skiff");
        await cli.MustAsync("instances", "rm", "skiff", "--yes");
    }

    [Fact]
    public async Task Plain_ssh_scp_rsync_and_a_forwarded_port_work_through_the_tunnel()
    {
        var server = Shared(shared);
        Needs.Program("rsync");
        Needs.Program("scp");
        using var user = await ApiUser.SignUpAsync(server.Url, "tunnel");
        using var cli = await CliUser.SignInAsync(user);
        await cli.MustAsync("instances", "create", "ferry", "--memory", "256", "--cpus", "0.5");
        await cli.MustAsync("ssh", "ferry", "--", "true");

        await cli.MustAsync("ssh-config", "--write");
        var config = Path.Combine(cli.Home, ".ssh", "config");
        (await MustToolAsync(cli, "ssh", "-F", config, "anchorage-ferry", "echo aboard")).ShouldBe("aboard");

        var sent = new byte[3_000_000];
        Random.Shared.NextBytes(sent);
        await File.WriteAllBytesAsync(Path.Combine(cli.Home, "cargo"), sent);
        await MustToolAsync(cli, "scp", "-F", config, "cargo", "anchorage-ferry:/root/cargo");
        Directory.CreateDirectory(Path.Combine(cli.Home, "back"));
        await MustToolAsync(cli, "rsync", "-a", "-e", $"ssh -F {config}", "anchorage-ferry:/root/cargo", "back/");
        (await File.ReadAllBytesAsync(Path.Combine(cli.Home, "back", "cargo"))).ShouldBe(sent);

        await ForwardAsync(cli, "ferry");
        await cli.MustAsync("instances", "rm", "ferry", "--yes");
    }

    // sshd of the instance greets whoever connects, so its port shows that bytes come through.
    private static async Task ForwardAsync(CliUser cli, string instance)
    {
        var start = cli.Start(Repository.Cli, "forward", instance, "0:22");
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var forward = Process.Start(start)!;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
            var line = await forward.StandardOutput.ReadLineAsync(limit.Token);
            var port = int.Parse(System.Text.RegularExpressions.Regex.Match(line!, @"127\.0\.0\.1:(\d+)").Groups[1].Value);
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync("127.0.0.1", port, limit.Token);
            using var reader = new StreamReader(client.GetStream());
            (await reader.ReadLineAsync(limit.Token)).ShouldStartWith("SSH-2.0-OpenSSH");
        }
        finally
        {
            forward.Kill();
        }
    }

    private static async Task<string> MustToolAsync(CliUser cli, string program, params string[] arguments)
    {
        var result = await cli.ToolAsync(program, arguments);
        result.Code.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {result.Output}");
        return result.Standard;
    }
}
