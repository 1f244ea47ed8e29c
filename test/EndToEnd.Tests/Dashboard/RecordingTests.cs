using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>Terminals seen from afar, and seen again.</summary>
public sealed class RecordingTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact, Trait("case", "S-21")]
    public async Task A_terminal_is_recorded_played_searched_and_downloaded()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "scribe");
        var instance = (await user.CreateAsync("logbook")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        var page = visitor.Page;
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(page);
        await screen.OpenAsync();
        var terminal = (await user.GetAsync($"/api/terminals?instanceId={instance}"))["items"]![0]!.Id();

        // Stopping what does not run is answered, and makes nothing.
        (await user.SendAsync(HttpMethod.Put, $"/api/terminals/{terminal}/recording", new { on = false })).Must(200).Json!["terminal"]!["recording"].ShouldBeNull();
        (await user.GetAsync($"/api/recordings?instanceId={instance}"))["items"]!.AsArray().ShouldBeEmpty();
        await visitor.Click("terminal-menu");
        await visitor.Click("terminal-record");
        await visitor.See("terminal-recording");
        await visitor.ReloadAsync();
        await visitor.See("terminal-recording", 60);
        await screen.OpenAsync(60);
        await screen.RunAsync("read -s -p \"secret-$((1+1))\" s; for i in 1 2 3; do echo tick-$i; sleep 0.4; done; echo fine-$((40+2))");
        await screen.ShowsAsync("secret-2");
        await screen.RunAsync("never-written");
        await screen.ShowsAsync("fine-42");
        await visitor.Click("terminal-menu");
        await visitor.Click("terminal-record");
        await page.GetByTestId("terminal-recording").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await screen.RunAsync("echo after-$((40+3))");
        await screen.ShowsAsync("after-43", 60);

        await visitor.TurnToAsync("recordings");
        await page.Locator("[data-testid^=recording-] a").First.ClickAsync();
        await visitor.See("player");
        await page.GetByTestId("player-search").FillAsync("tick-2");
        await visitor.SeeText("player-found", "1 found");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("player-speed").GetByText("2×").ClickAsync();
        await visitor.Click("player-play");
        var shown = string.Empty;
        await Eventually.HoldsAsync(
            "the end of the recording", 60, async () => (shown = (await page.Locator("[data-testid=player-screen] .xterm-rows").InnerTextAsync()).Replace('\u00a0', ' ')).Contains("fine-42", StringComparison.Ordinal), () => shown);
        await visitor.ScreenshotAsync("player");
        shown.ShouldContain("tick-3");

        var download = await page.RunAndWaitForDownloadAsync(() => visitor.Click("recording-download"));
        var cast = await File.ReadAllTextAsync(await download.PathAsync());
        download.SuggestedFilename.ShouldEndWith(".cast");
        cast.ShouldStartWith("{\"version\":2");
        cast.ShouldContain("tick-2");
        cast.ShouldNotContain("never-written");
        cast.ShouldContain("fine-42");
        cast.ShouldNotContain("after-43");
        await visitor.Click("recording-delete");
        await visitor.Click("confirm-submit");
        await visitor.See("recordings-empty");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("logbook");
    }

    [Fact]
    public async Task The_wall_shows_what_terminals_show_as_they_show_it()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "lookout");
        var instance = (await user.CreateAsync("crowsnest")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(visitor.Page);
        await screen.OpenAsync();
        await screen.RunAsync("echo wall-$((40+2))");
        await screen.ShowsAsync("wall-42");
        var terminal = (await user.GetAsync($"/api/terminals?instanceId={instance}"))["items"]![0]!.Id();

        var wall = await visitor.TabAsync();
        await visitor.GoAsync("/terminals", wall);
        var picture = wall.GetByTestId($"preview-{terminal}");
        await SeesAsync(picture, "wall-42");
        await screen.RunAsync("echo later-$((40+3))");
        await SeesAsync(picture, "later-43");
        await Eventually.HoldsAsync("a picture that is connected", 60, async () => await picture.GetAttributeAsync("data-state") == "open");
        // Who looks at the wall is no viewer.
        await Eventually.HoldsAsync("one viewer", 60, async () => (await user.GetAsync($"/api/terminals/{terminal}"))["viewers"]!.AsArray().Count == 1);
        await wall.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Screenshots, "wall.png") });
        await wall.GetByTestId($"terminal-tile-{terminal}").GetByRole(AriaRole.Link).ClickAsync();
        await new TerminalScreen(wall).ShowsAsync("later-43");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("crowsnest");
    }

    private static async Task SeesAsync(ILocator picture, string text)
    {
        var last = string.Empty;
        await Eventually.HoldsAsync($"'{text}' in the picture", 60, async () => (last = await picture.TextContentAsync() ?? string.Empty).Contains(text, StringComparison.Ordinal), () => last);
    }
}
