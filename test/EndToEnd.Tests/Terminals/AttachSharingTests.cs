using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Terminals;

/// <summary><c>anchorage attach</c> by several, and by one that is killed.</summary>
[Trait("case", "P-39")]
public sealed class AttachSharingTests(SharedInstallation shared) : EndToEndTest
{
    // A line that comes in two pieces, as on a busy machine, is one line.
    private const string Ticks =
        "n=0; l=; while :; do read -t 0.2 p; c=$?; l=$l$p; if [ $c = 0 ]; then echo \"heard $l\"; l=; elif [ $c -gt 128 ]; then echo \"tick-$((n=n+1)) \"; else break; fi; done";

    [Fact]
    public async Task A_program_outlives_its_killed_client_others_share_it_and_a_take_over_tells_and_detaches_them()
    {
        var server = Shared(shared);
        Needs.Docker();
        Needs.Program("script");
        using var user = await ApiUser.SignUpAsync(server.Url, "shipmate");
        using var cli = await CliUser.SignInAsync(user);
        await user.CreateAsync("barge");

        using (var killed = AttachedTerminal.Start(cli, "attach barge"))
        {
            await killed.ShowsAsync("# ");
            await killed.TypeAsync(Ticks + "\r");
            await killed.ShowsAsync("tick-3 ");
            killed.KillCommand();
            await killed.EndAsync();
        }

        // The program went on alone, and takes what is typed now.
        using var first = AttachedTerminal.Start(cli, "attach barge");
        await first.ShowsAsync("tick-9 ");
        await first.TypeAsync("here-is-one\r");
        await first.ShowsAsync(" here-is-one");
        using var second = AttachedTerminal.Start(cli, "attach barge");
        await second.ShowsAsync("tick-");
        await second.TypeAsync("here-is-two\r");
        await first.ShowsAsync(" here-is-two");
        await second.ShowsAsync(" here-is-two");

        // Another terminal has nothing of it.
        using var apart = AttachedTerminal.Start(cli, "attach barge --new-session");
        await apart.ShowsAsync("# ");
        apart.Text.ShouldNotContain("tick-");
        await apart.TypeAsync("exit 0\r");
        (await apart.EndAsync()).ShouldBe(0);

        using var alone = AttachedTerminal.Start(cli, "attach barge --take-over");
        foreach (var other in (AttachedTerminal[])[first, second])
        {
            await other.ShowsAsync($"{user.Name} made you a watcher");
            (await other.EndAsync()).ShouldBe(4, other.Text);
            other.Text.ShouldContain("[terminal_detached]");
            other.Text.ShouldContain(user.Name);
        }

        await alone.TypeAsync("here-is-three\r");
        await alone.ShowsAsync(" here-is-three");
        alone.Text.ShouldNotContain("made you a watcher");
        await user.RemoveAsync("barge");
    }
}
