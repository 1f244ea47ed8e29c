using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Terminals;

/// <summary><c>anchorage attach</c> in a real terminal: the shell goes on without us, and what was typed meanwhile arrives once.</summary>
public sealed class AttachTests : EndToEndTest
{
    private const string Detach = "\u001d";

    [Fact]
    public async Task A_local_terminal_attaches_survives_the_servers_death_leaves_and_comes_back()
    {
        Needs.Docker();
        Needs.Program("script");
        var server = Keep(await Installation.StartAsync());
        using var user = await ApiUser.SignUpAsync(server.Url, "sailor");
        using var cli = await CliUser.SignInAsync(user);
        await user.CreateAsync("raft");

        using (var first = AttachedTerminal.Start(cli, "attach raft"))
        {
            await first.ShowsAsync("raft");
            await first.TypeAsync("echo $((6*7))-$(stty size | tr ' ' x)\r");
            await first.ShowsAsync("42-30x100");

            await server.Server.KillAsync();
            await first.ShowsAsync("No connection for");
            await first.TypeAsync("echo offline-$((1+1))\r");
            await first.ShowsAsync("bytes typed are kept");
            await server.StartServerAsync();
            await server.NodeOnlineAsync();

            await first.ShowsAsync("offline-2");
            await first.TypeAsync("echo after-$((2+1))\r");
            await first.ShowsAsync("after-3");
            first.Count("offline-2").ShouldBe(1, first.Text);

            await first.TypeAsync(Detach);
            (await first.EndAsync()).ShouldBe(0, first.Text);
            first.Text.ShouldContain("it goes on. Come back: anchorage attach ");
        }

        using (var watcher = AttachedTerminal.Start(cli, "attach raft --watch"))
        {
            await watcher.ShowsAsync("after-3");
            await watcher.TypeAsync("echo not-$((3+1))\r");

            using var second = AttachedTerminal.Start(cli, "attach raft --detach-key ctrl-b");
            await second.ShowsAsync("42-30x100");
            // With another key to leave, this one goes to the shell, whose line editor waits for a character after it.
            await second.TypeAsync($"{Detach}xecho here-$((4+1))\r");
            await second.ShowsAsync("here-5");
            await watcher.ShowsAsync("here-5");
            second.Count("not-4").ShouldBe(0, second.Text);
            await second.TypeAsync("exit 3\r");
            (await second.EndAsync()).ShouldBe(3, second.Text);
            second.Text.ShouldContain("has ended with exit code 3.");
            (await watcher.EndAsync()).ShouldBe(3, watcher.Text);
        }

        (await cli.RunAsync("attach", "raft")).Output.ShouldContain("[terminal_missing]");
        await user.RemoveAsync("raft");
    }
}
