using System.Diagnostics;
using System.Text.RegularExpressions;
using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>A program goes on while nobody is there, and whoever comes back sees every line once.</summary>
public sealed class AwayTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(20);

    [Fact, Trait("case", "S-10")]
    public async Task After_a_reload_and_twenty_seconds_offline_no_line_is_missing_or_doubled()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "away");
        var instance = (await user.CreateAsync("voyage")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(visitor.Page);
        await screen.OpenAsync();
        await CountAsync(screen);

        await visitor.ReloadAsync();
        await screen.OpenAsync();
        await GoesOnAsync(screen);

        var watch = Stopwatch.StartNew();
        var before = (await TicksAsync(screen))[^1];
        await visitor.Context.SetOfflineAsync(true);
        await visitor.See("terminal-reconnect", 90);
        await visitor.SeeText("terminal-overlay", "Not connected after");
        await visitor.ScreenshotAsync("terminal-away");
        await Eventually.HoldsAsync("twenty seconds", 60, () => Task.FromResult(watch.Elapsed > Away));
        await visitor.Context.SetOfflineAsync(false);
        await ReconnectAsync(visitor.Page);

        await screen.OpenAsync(60);
        await GoesOnAsync(screen);
        (await TicksAsync(screen))[^1].ShouldBeGreaterThan(before + 10, "the program stood still while nobody was there");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("voyage");
    }

    [Fact, Trait("case", "S-10")]
    public async Task A_page_that_slept_catches_up_without_a_missing_or_doubled_line()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "sleeper");
        var instance = (await user.CreateAsync("hammock")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(visitor.Page);
        await screen.OpenAsync();
        await CountAsync(screen);
        var before = (await TicksAsync(screen))[^1];
        var terminal = (await user.GetAsync($"/api/terminals?instanceId={instance}"))["items"]![0]!.Id();

        // As when a laptop is closed: nothing of the page runs, and its connection is still there.
        var session = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("Page.setWebLifecycleState", new Dictionary<string, object> { ["state"] = "frozen" });
        await Eventually.HoldsAsync("sixty more lines", 120, async () =>
        {
            var shown = await user.GetAsync($"/api/terminals/{terminal}/screen");
            return Ticks(string.Join('\n', shown["lines"]!.AsArray().Select(line => (string?)line))).LastOrDefault() > before + 60;
        });
        await session.SendAsync("Page.setWebLifecycleState", new Dictionary<string, object> { ["state"] = "active" });

        await screen.OpenAsync(60);
        await GoesOnAsync(screen);
        (await TicksAsync(screen))[^1].ShouldBeGreaterThan(before + 60);
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("hammock");
    }

    private static async Task CountAsync(TerminalScreen screen)
    {
        await screen.RunAsync("clear; i=0; while sleep 0.2; do i=$((i+1)); echo tick-$i.; done");
        await screen.ShowsAsync("tick-3.", 60);
    }

    // What is shown now grows, and its numbers follow one another.
    private static async Task GoesOnAsync(TerminalScreen screen)
    {
        var first = 0;
        await Eventually.HoldsAsync("lines", 60, async () => (first = (await TicksAsync(screen)).LastOrDefault()) > 0);
        var ticks = Array.Empty<int>();
        await Eventually.HoldsAsync("more lines", 60, async () => (ticks = await TicksAsync(screen)).LastOrDefault() > first + 2);
        ticks.ShouldBe(Enumerable.Range(ticks[0], ticks.Length));
    }

    // It may have come back by itself before anybody could ask for it.
    private static async Task ReconnectAsync(IPage page)
    {
        try
        {
            await page.GetByTestId("terminal-reconnect").ClickAsync(new LocatorClickOptions { Timeout = 3000 });
        }
        catch (TimeoutException)
        {
            // It has.
        }
    }

    private static async Task<int[]> TicksAsync(TerminalScreen screen) => Ticks(await screen.TextAsync());

    private static int[] Ticks(string text) => [.. Regex.Matches(text, @"tick-(\d+)\.").Select(match => int.Parse(match.Groups[1].Value))];
}
