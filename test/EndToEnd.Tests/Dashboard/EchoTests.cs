using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>Typing over a slow line: keys are shown before the shell has them, and secrets never.</summary>
public sealed class EchoTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(150);

    /// <summary>Counts, drawing by drawing, what was ever shown as a guess.</summary>
    private const string Watch =
        "() => { window.guessed = []; const layer = document.querySelector('[data-testid=terminal-echo]');"
        + " new MutationObserver(() => window.guessed.push([...layer.querySelectorAll('[data-kind=guess]')].map((one) => one.textContent).join(''))).observe(layer, { childList: true }); }";

    [Fact]
    public async Task At_300_ms_a_key_is_shown_at_once_a_wrong_guess_is_taken_back_and_a_password_is_never_shown()
    {
        var server = Shared(shared);
        Needs.Browser();
        await using var network = new Relay(server.Port) { Delay = OneWay };
        using var user = await ApiUser.SignUpAsync(server.Url, "faraway");
        var instance = (await user.CreateAsync("island")).Id();
        await using var visitor = await Visitor.OpenAsync(browser.Value, network.Url);
        await visitor.SignInAsync(user);
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(visitor.Page);
        await screen.OpenAsync();
        await screen.RunAsync("echo warm-$((40+2))");
        await screen.ShowsAsync("warm-42");

        // What was drawn as a guess was drawn before its echo came, which takes two ways at least. The first key of a line is
        // not guessed, and a machine that is busy for a moment withdraws what it guessed: the next key tells again.
        await visitor.Page.EvaluateAsync(Watch);
        var line = "";
        await Eventually.HoldsAsync("a key that was shown before its echo", 60, async () =>
        {
            line += "c";
            await visitor.Page.Keyboard.TypeAsync("c");
            await Eventually.HoldsAsync(
                "the echo itself",
                60,
                async () => await screen.Echo.CountAsync() == 0 && (await screen.TextAsync()).TrimEnd().EndsWith($"# {line}", StringComparison.Ordinal));
            return (await visitor.Page.EvaluateAsync<string[]>("() => window.guessed")).Contains("c");
        });

        // Nothing echoes here: after the first key of the line has told so, no guess is seen.
        await visitor.Page.Keyboard.PressAsync("Control+c");
        await screen.RunAsync("read -s -p \"Secret-$((1+1)) \" s; echo \"[${#s}]\"");
        await screen.ShowsAsync("Secret-2");
        await visitor.Page.EvaluateAsync(Watch);
        foreach (var key in "hunter2")
        {
            await visitor.Page.Keyboard.TypeAsync($"{key}");
            await Task.Delay(TimeSpan.FromMilliseconds(120), TimeProvider.System);
        }

        await visitor.Page.Keyboard.PressAsync("Enter");
        await screen.ShowsAsync("[7]");
        (await visitor.Page.EvaluateAsync<string[]>("() => window.guessed")).ShouldAllBe(shown => shown.Length == 0);

        // A program that swaps what is typed: guesses are withdrawn within a round trip of the truth.
        await screen.RunAsync("stty -echo; while IFS= read -r -n1 k; do printf '%s' \"${k^^}\"; done");
        await screen.TypeAsync("q");
        await screen.ShowsAsync("Q");
        await screen.TypeAsync("w");
        await screen.ShowsAsync("QW");
        await Eventually.HoldsAsync("guesses that were withdrawn", 60, async () => await screen.Echo.CountAsync() == 0);
        await user.RemoveAsync("island");
    }

    [Fact]
    public async Task On_a_fast_line_nothing_is_guessed()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "near");
        var instance = (await user.CreateAsync("jetty")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(visitor.Page);
        await screen.OpenAsync();
        // The first round trips are those of a page that still loads.
        await Eventually.HoldsAsync("a measured fast line", 180, async () =>
        {
            await visitor.Page.EvaluateAsync(Watch);
            await screen.RunAsync("echo near-$((40+2))");
            await screen.ShowsAsync("near-42");
            return (await visitor.Page.EvaluateAsync<string[]>("() => window.guessed")).All(shown => shown.Length == 0);
        });
        await user.RemoveAsync("jetty");
    }
}
