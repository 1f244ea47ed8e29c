using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Terminals;

/// <summary><c>anchorage attach</c> over a slow line: keys are shown before the shell has them, secrets never, and nothing of it stays.</summary>
public sealed class AttachEchoTests(SharedInstallation shared) : EndToEndTest
{
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task At_300_ms_keys_are_shown_while_nothing_can_have_arrived_and_the_screen_ends_as_one_without_guesses()
    {
        var server = Shared(shared);
        Needs.Docker();
        Needs.Program("script");
        await using var network = new Relay(server.Port) { Delay = OneWay };
        using var user = await ApiUser.SignUpAsync(server.Url, "faraway-typist");
        using var cli = await CliUser.SignInAsync(user);
        using var far = new CliUser();
        (await far.RunWithInputAsync(user.Password + "\n", "login", network.Url.ToString(), "--username", user.Name, "--password-stdin")).Code.ShouldBe(0);
        await user.CreateAsync("skerry");

        using var typist = AttachedTerminal.Start(far, "attach skerry");
        await typist.ShowsAsync("# ");
        await typist.TypeAsync("echo warm-$((40+2))\r");
        await typist.ShowsAsync("warm-42");
        using var watcher = AttachedTerminal.Start(cli, "attach skerry --watch --predict never");
        await watcher.ShowsAsync("warm-42");

        // From here on nothing arrives.
        var line = await TypeUntilGuessedAsync("e", 'h');
        await typist.TypeAsync("o ab");
        await typist.LineEndsAsync($"# {line}ho ab", "ho ab");
        await typist.TypeAsync("\e[D\e[D\e[D\e[D\e[D");
        await typist.LineEndsAsync($"# {line}");
        await typist.TypeAsync("c");
        await typist.LineEndsAsync($"# {line}c", "c");
        await Eventually.HoldsAsync("the rest of the line after the new key", 60, () => Task.FromResult(typist.Lines.Any(text => text.EndsWith($"# {line}cho ab", StringComparison.Ordinal))), () => string.Join('\n', typist.Lines));
        watcher.Line.Text.ShouldEndWith($"# {line}", Case.Sensitive, "nothing has arrived");
        network.LetGo();
        await watcher.LineEndsAsync($"# {line}c");
        await typist.LineEndsAsync($"# {line}c");
        await typist.TypeAsync("\r");
        await typist.LineEndsAsync("# ");

        // What the shell makes of a key is not what the key says: the guess gives way.
        await typist.TypeAsync("bind '\"q\": \"Q\"'; echo bound-$((1+1))\r");
        await typist.ShowsAsync("bound-2");
        await typist.LineEndsAsync("# ");
        line = await TypeUntilGuessedAsync(":", 'a');
        await typist.TypeAsync("q");
        await typist.LineEndsAsync($"# {line}aq", "aq");
        network.LetGo();
        await typist.LineEndsAsync($"# {line}aQ");
        await typist.TypeAsync("\u0003");
        await typist.LineEndsAsync("# ");

        await typist.TypeAsync("read -s -p \"Secret-$((1+1)) \" s; echo \"<${#s}>\"\r");
        await typist.LineEndsAsync("Secret-2 ");
        foreach (var key in "ZQV")
        {
            await typist.TypeAsync($"{key}");
            await watcher.LineEndsAsync("Secret-2 ");
        }

        await typist.TypeAsync("\r");
        await typist.ShowsAsync("<3>");
        typist.Text.Split("Secret-2")[^1].Split("<3>")[0].ShouldAllBe(text => !"ZQV".Contains(text));

        await typist.TypeAsync("echo done-$((1+1))\r");
        await watcher.ShowsAsync("done-2");
        await watcher.LineEndsAsync("# ");
        await Eventually.HoldsAsync(
            "both screens the same", 60, () => Task.FromResult(typist.Lines.SequenceEqual(watcher.Lines) && typist.Line == watcher.Line),
            () => string.Join('\n', [.. typist.Lines, "---", .. watcher.Lines]));
        await user.RemoveAsync("skerry");

        // The first keys of a line are shown when they are echoed: these tell that keys are echoed at all. A machine that is busy for
        // a moment withdraws what it guessed, and the next key tells again. Returns what was echoed; the network is held.
        async Task<string> TypeUntilGuessedAsync(string echoed, char key)
        {
            await typist.TypeAsync(echoed);
            while (true)
            {
                await typist.LineEndsAsync($"# {echoed}");
                await watcher.LineEndsAsync($"# {echoed}");
                network.Hold();
                await typist.TypeAsync($"{key}");
                for (var looks = 0; looks < 30; looks++)
                {
                    if (typist.Line.Text.EndsWith($"# {echoed}{key}", StringComparison.Ordinal))
                    {
                        return echoed;
                    }

                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
                }

                network.LetGo();
                echoed += key;
                echoed.Length.ShouldBeLessThan(20, "no key was guessed");
            }
        }
    }
}
