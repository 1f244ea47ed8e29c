using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>Terminals on their page: arrangement, keys, loss of the network, and the end of a shell.</summary>
public sealed class TerminalPageTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact]
    public async Task Tabs_splits_and_their_sizes_survive_a_reload()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "layout");
        await using var visitor = await OpenAsync(server, user, "rigging");
        var page = visitor.Page;
        await new TerminalScreen(page).RunUntilAsync("echo pane-$((10+1))", "pane-11");
        await page.Keyboard.PressAsync("Control+Shift+E");
        await new TerminalScreen(page, 1).OpenAsync();
        await page.Keyboard.PressAsync("Control+Shift+O");
        await new TerminalScreen(page, 2).RunUntilAsync("echo pane-$((10+3))", "pane-13");
        await page.GetByTestId("terminal-divider").First.FocusAsync();
        for (var press = 0; press < 5; press++)
        {
            await page.Keyboard.PressAsync("ArrowLeft");
        }

        await visitor.Click("terminal-add");
        await visitor.See("terminal-tab-2");
        await new TerminalScreen(page).OpenAsync();
        await visitor.Click("terminal-tab-1");
        await new TerminalScreen(page, 2).ShowsAsync("pane-13");
        var before = await PlacesAsync(page);
        before.Length.ShouldBe(3);

        await visitor.ReloadAsync();
        await new TerminalScreen(page, 2).OpenAsync();

        (await PlacesAsync(page)).ShouldBe(before);
        await visitor.See("terminal-tab-2");
        (await page.GetByTestId("terminal-tab-3").CountAsync()).ShouldBe(0);
        await new TerminalScreen(page).ShowsAsync("pane-11");
        await new TerminalScreen(page, 2).ShowsAsync("pane-13");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("rigging");
    }

    [Fact]
    public async Task What_is_typed_while_the_browser_is_offline_is_shown_waiting_and_sent_once()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "offline");
        await using var visitor = await OpenAsync(server, user, "doldrums");
        var screen = new TerminalScreen(visitor.Page);
        await screen.RunAsync("echo calm-$((40+2))");
        await screen.ShowsAsync("calm-42");

        await visitor.Context.SetOfflineAsync(true);
        await screen.StateAsync("waiting");
        await visitor.SeeText("terminal-overlay", "Connection lost");
        await screen.RunAsync("echo typed-once >> /tmp/log");
        var waiting = string.Empty;
        await Eventually.HoldsAsync(
            "what waits, on the screen", 60, async () => (waiting = string.Concat(await screen.Echo.AllTextContentsAsync())) == "echo typed-once >> /tmp/log⏎", () => waiting);
        await visitor.ScreenshotAsync("terminal-offline");
        await visitor.Context.SetOfflineAsync(false);

        await screen.OpenAsync();
        await Eventually.HoldsAsync("nothing waits any more", 60, async () => await screen.Echo.CountAsync() == 0);
        await screen.RunAsync("echo lines-$(wc -l < /tmp/log)");
        await screen.ShowsAsync("lines-1");
        await user.RemoveAsync("doldrums");
    }

    [Fact, Trait("case", "S-10")]
    public async Task A_shell_that_ended_says_its_code_and_a_new_one_comes_only_when_asked_for()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "exit");
        await using var visitor = await OpenAsync(server, user, "harbour");
        var screen = new TerminalScreen(visitor.Page);
        await screen.RunAsync("exit 7");
        await visitor.SeeText("terminal-exit", "exit code 7");

        await visitor.ReloadAsync();
        await visitor.SeeText("terminal-exit", "exit code 7");
        (await user.GetAsync("/api/terminals?instanceId=harbour"))["items"]!.AsArray().Count.ShouldBe(1);

        await visitor.Click("terminal-open-new");
        await screen.OpenAsync();
        await screen.RunAsync("echo new-$((40+2))");
        await screen.ShowsAsync("new-42");
        (await visitor.Page.GetByTestId("terminal-exit").CountAsync()).ShouldBe(0);
        await user.RemoveAsync("harbour");
    }

    [Fact, Trait("case", "S-28")]
    public async Task The_palette_is_used_with_the_keyboard_alone_and_takes_nothing_from_the_shell()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "keys");
        await using var visitor = await OpenAsync(server, user, "quay");
        var page = visitor.Page;
        var screen = new TerminalScreen(page);
        var palette = page.GetByPlaceholder("Search or jump to");

        // In the shell Ctrl-K cuts the rest of the line.
        await screen.TypeAsync("echo kept-$((40+2)) cut");
        for (var press = 0; press < 4; press++)
        {
            await page.Keyboard.PressAsync("ArrowLeft");
        }

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.PressAsync("Enter");
        await screen.ShowsAsync("kept-42\n");
        (await palette.IsVisibleAsync()).ShouldBeFalse();

        await page.Keyboard.PressAsync("Control+Shift+F");
        await page.Keyboard.TypeAsync("kept-42");
        await visitor.SeeText("terminal-search-count", "of 1");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+Shift+?");
        await page.GetByText("Leave the terminal with the keyboard").First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByText("Leave the terminal with the keyboard").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });

        await OpenPaletteAsync(async () =>
        {
            await screen.OpenAsync();
            await screen.FocusAsync();
            await page.Keyboard.PressAsync("Control+Shift+K");
        });
        await palette.FillAsync("nodes");
        await EnterAsync("the nodes", () => page.Url.EndsWith("/nodes", StringComparison.Ordinal));
        await palette.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        await OpenPaletteAsync(() => page.Keyboard.PressAsync("Control+k"));
        await palette.FillAsync("in quay");
        await page.GetByText("Terminal 1 in quay").First.WaitForAsync();
        await EnterAsync("the terminal", () => page.Url.Contains("/instances/", StringComparison.Ordinal));
        await screen.ShowsAsync("kept-42");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("quay");

        // The lists that it has not seen yet arrive a moment later, and choose anew what Enter does.
        Task EnterAsync(string what, Func<bool> isThere) => Eventually.HoldsAsync(what, 60, async () =>
        {
            await page.Keyboard.PressAsync("Enter");
            await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System);
            return isThere();
        });

        // A page that loads itself anew, because the machine's network changed, has not seen the keys.
        Task OpenPaletteAsync(Func<Task> press) => Eventually.HoldsAsync("the palette", 60, async () =>
        {
            if (!await palette.IsVisibleAsync())
            {
                await press();
                await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System);
            }

            return await palette.IsVisibleAsync();
        });
    }

    [Fact]
    public async Task A_telephone_has_the_keys_that_its_keyboard_lacks()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "phone");
        await using var visitor = await OpenAsync(server, user, "skiff", 390, 844);
        var page = visitor.Page;
        var screen = new TerminalScreen(page);

        await screen.TypeAsync("echo one ");
        await visitor.Click("key-pipe");
        await page.Keyboard.TypeAsync("tr a-z A-Z\n");
        await screen.ShowsAsync("ONE");
        await screen.RunAsync("sh -c 'echo nap-$((1+1)); exec sleep 60'; echo $?-after");
        await screen.ShowsAsync("nap-2");
        await visitor.Click("key-control");
        (await page.GetByTestId("key-control").GetAttributeAsync("aria-pressed")).ShouldBe("true");
        await page.Keyboard.TypeAsync("c");
        await screen.ShowsAsync("^C");
        (await page.GetByTestId("key-control").GetAttributeAsync("aria-pressed")).ShouldBe("false");
        await screen.RunAsync("echo last-$((40+2))");
        await screen.ShowsAsync("last-42");
        await screen.RunAsync("clear");
        await visitor.Click("key-up");
        await visitor.Click("key-up");
        await page.Keyboard.PressAsync("Enter");
        await screen.ShowsAsync("last-42");
        await visitor.ScreenshotAsync("terminal-keys-390");
        await user.RemoveAsync("skiff");
    }

    private async Task<Visitor> OpenAsync(Installation server, ApiUser user, string name, int width = 1440, int height = 900)
    {
        _ = server;
        var instance = (await user.CreateAsync(name)).Id();
        var visitor = await Visitor.SignInAsync(browser.Value, user, width, height);
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        await new TerminalScreen(visitor.Page).OpenAsync();
        return visitor;
    }

    private static async Task<string[]> PlacesAsync(IPage page) =>
        await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[data-testid=terminal]')].filter((one) => one.offsetParent).map((one) => { const { x, y, width, height } = one.getBoundingClientRect();"
            + " return `${one.dataset.terminalId} ${[x, y, width, height].map(Math.round).join(' ')}`; }).sort()");
}
