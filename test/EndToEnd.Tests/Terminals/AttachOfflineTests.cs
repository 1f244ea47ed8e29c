using System.Globalization;
using System.Text.RegularExpressions;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Terminals;

/// <summary><c>anchorage attach</c> while the network is gone.</summary>
[Trait("case", "P-40")]
public sealed class AttachOfflineTests(SharedInstallation shared) : EndToEndTest
{
    [Fact]
    public async Task What_is_typed_during_20_s_without_a_network_arrives_once_and_in_order_and_of_too_much_the_newest()
    {
        var server = Shared(shared);
        Needs.Docker();
        Needs.Program("script");
        await using var network = new Relay(server.Port);
        using var user = await ApiUser.SignUpAsync(server.Url, "castaway");
        using var cli = await SignInAsync(user, network);
        await user.CreateAsync("dinghy");
        using var terminal = AttachedTerminal.Start(cli, "attach dinghy");
        await terminal.ShowsAsync("# ");
        await terminal.TypeAsync("stty -echo; echo ready-$((1+1)); cat > /tmp/typed; echo kept-$((40+2))\r");
        await terminal.ShowsAsync("ready-2");
        await terminal.TypeAsync("before\r");

        network.Cut();
        await terminal.ShowsAsync("No connection for");
        foreach (var line in (string[])["one", "two", "three"])
        {
            await terminal.TypeAsync(line + "\r");
        }

        await Eventually.HoldsAsync("twenty seconds without a connection", 90, () => Task.FromResult(Regex.IsMatch(terminal.Text, "No connection for [2-9][0-9] s")), () => terminal.Text);
        await terminal.TypeAsync("four\r");
        network.Mend();
        await terminal.TypeAsync("five\r\u0004");
        await terminal.ShowsAsync("kept-42");
        (await TypedAsync(cli)).ShouldBe("before\none\ntwo\nthree\nfour\nfive");

        // 5000 bytes: the oldest 1024 make room, the newest are all there. Whether the command itself was acknowledged before the cut, and so is not among the oldest, is chance.
        const string Command = "echo ready-$((2+1)); cat > /tmp/typed; echo kept-$((50+2))\r";
        await terminal.TypeAsync(Command);
        await terminal.ShowsAsync("ready-3");
        network.Cut();
        await terminal.SeesAsync("No connection for");
        var lines = string.Concat(Enumerable.Range(1, 500).Select(number => number.ToString("d9", CultureInfo.InvariantCulture) + "\r"));
        await terminal.TypeAsync(lines);
        await terminal.SeesAsync("the oldest 1024 bytes typed are lost, ");
        network.Mend();
        await terminal.ShowsAsync("Too much was typed without a connection: the oldest 1024 bytes are lost.");
        await terminal.TypeAsync("\u0004");
        await terminal.ShowsAsync("kept-52");
        var (all, typed) = (lines.Replace('\r', '\n').TrimEnd(), await TypedAsync(cli));
        all.ShouldEndWith(typed);
        (all.Length - typed.Length).ShouldBeInRange(1024 - Command.Length, 1024);
        await user.RemoveAsync("dinghy");
    }

    [Fact]
    public async Task The_sixth_impatient_Enter_within_a_minute_gives_up()
    {
        var server = Shared(shared);
        Needs.Docker();
        Needs.Program("script");
        await using var network = new Relay(server.Port);
        using var user = await ApiUser.SignUpAsync(server.Url, "impatient");
        using var cli = await SignInAsync(user, network);
        await user.CreateAsync("skiff");
        using var terminal = AttachedTerminal.Start(cli, "attach skiff");
        await terminal.ShowsAsync("# ");
        network.Cut();
        await terminal.ShowsAsync("No connection for");
        for (var press = 0; press < 6; press++)
        {
            await terminal.TypeAsync("\r");
        }

        (await terminal.EndAsync()).ShouldBe(2, terminal.Text);
        terminal.Text.ShouldContain("[reconnect_gave_up]");
        await user.RemoveAsync("skiff");
    }

    [Fact]
    public async Task A_keepalive_of_10_s_is_refused()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "hectic");
        using var cli = await CliUser.SignInAsync(user);
        var file = Path.Combine(cli.Home, ".config", "anchorage", "config.json");
        var config = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        foreach (var (seconds, code) in ((int, int)[])[(10, 4), (14, 4), (15, 0), (301, 4)])
        {
            await File.WriteAllTextAsync(file, config.Insert(config.IndexOf('{', StringComparison.Ordinal) + 1, $"\"keepaliveSeconds\": {seconds},"), TestContext.Current.CancellationToken);
            var result = await cli.RunAsync("terminals", "ls");
            result.Code.ShouldBe(code, result.Output);
            if (seconds < 15)
            {
                result.Output.ShouldContain("[keepalive_too_aggressive]");
            }
        }
    }

    private static async Task<CliUser> SignInAsync(ApiUser user, Relay network)
    {
        var cli = new CliUser();
        (await cli.RunWithInputAsync(user.Password + "\n", "login", network.Url.ToString(), "--username", user.Name, "--password-stdin")).Code.ShouldBe(0);
        return cli;
    }

    private static async Task<string> TypedAsync(CliUser cli) => (await cli.MustAsync("exec", "dinghy", "--", "cat", "/tmp/typed")).TrimEnd();
}
