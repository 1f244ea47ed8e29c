using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>Everything by its name, with the keyboard alone, on a small window.</summary>
public sealed class PaletteTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact, Trait("case", "S-28")]
    public async Task The_palette_runs_every_action_and_what_destroys_asks_first_at_375_px()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "pilot");
        var instance = (await user.CreateAsync("pinnace")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user, 375, 740);
        var page = visitor.Page;

        await DoAsync("/", "Create an instance", () => page.GetByTestId("create-name").IsVisibleAsync());
        await DoAsync("/", "Add a machine", AtAsync("/nodes"));
        await DoAsync("/", "Show all keys", () => page.Locator("[data-testid=shortcuts] h2").First.IsVisibleAsync());
        await DoAsync("/", "Use dark colours", () => SchemeAsync("dark"));
        await DoAsync("/", "Use light colours", () => SchemeAsync("light"));
        foreach (var (label, path) in new[] { ("Terminals", "/terminals"), ("Nodes", "/nodes"), ("Operations", "/operations"), ("Account", "/account") })
        {
            await DoAsync("/", label, AtAsync(path));
        }

        await DoAsync("/nodes", "pinnace", AtAsync($"/instances/{instance}"));
        await DoAsync($"/instances/{instance}", "Terminals of pinnace", () => page.GetByTestId("terminal-open").IsVisibleAsync());
        await DoAsync($"/instances/{instance}", "Restart pinnace", AskedAsync);
        await DoAsync($"/instances/{instance}", "Delete pinnace", AskedAsync);
        await DoAsync($"/instances/{instance}", "Stop pinnace", async () => (string?)(await user.FindInstanceAsync("pinnace"))!["desired"] == "stopped");
        await user.StatusAsync("pinnace", "stopped", 60);
        await DoAsync($"/instances/{instance}", "Start pinnace", async () => (string?)(await user.FindInstanceAsync("pinnace"))!["desired"] == "running");
        await user.StatusAsync("pinnace", "running", 60);
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("pinnace");

        Func<Task<bool>> AtAsync(string path) => () => Task.FromResult(new Uri(page.Url).AbsolutePath == path);

        Task<bool> SchemeAsync(string scheme) => page.EvaluateAsync<bool>("scheme => document.documentElement.dataset.mantineColorScheme === scheme", scheme);

        async Task<bool> AskedAsync() => await page.GetByTestId("confirm-submit").IsVisibleAsync();

        // The lists that it has not seen yet arrive a moment later and choose anew what Enter does: the entry itself is waited for, and taken.
        async Task DoAsync(string from, string label, Func<Task<bool>> holds)
        {
            await visitor.GoAsync(from);
            await visitor.See("footer");
            var search = page.GetByPlaceholder("Search or jump to");
            var tries = 0;
            await Eventually.HoldsAsync(label, 90, async () =>
            {
                if (await holds())
                {
                    return true;
                }

                if (tries++ % 40 != 0)
                {
                    return false;
                }

                await page.Keyboard.PressAsync("Escape");
                await page.Keyboard.PressAsync("Control+k");
                try
                {
                    await search.FillAsync(label, new LocatorFillOptions { Timeout = 5000 });
                    var entry = page.Locator(".mantine-Spotlight-action").Filter(new LocatorFilterOptions { HasText = label }).First;
                    await entry.WaitForAsync(new LocatorWaitForOptions { Timeout = 5000 });
                    (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, label);
                    await entry.ClickAsync(new LocatorClickOptions { Timeout = 5000 });
                }
                catch (TimeoutException)
                {
                    // The page loaded itself anew, because the machine's network changed. Once more.
                }

                return false;
            });
        }
    }

    [Fact, Trait("case", "S-28")]
    public async Task What_was_remembered_and_is_gone_leads_somewhere_all_the_same()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "amnesia");
        var instance = (await user.CreateAsync("memory")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user, 375, 740);
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        await new TerminalScreen(visitor.Page).OpenAsync(60);
        var left = (await user.GetAsync($"/api/terminals?instanceId={instance}"))["items"]![0]!.Id();
        await visitor.GoAsync("/nodes");
        await visitor.See("footer");
        (await user.DeleteAsync($"/api/terminals/{left}")).Must(200, 202, 204);
        var stayed = (await user.PostAsync("/api/terminals", new { instanceId = instance, columns = 80, rows = 24 })).Must(201).Json!["terminal"]!.Id();

        // By the address, and by the layout that this browser remembers.
        await visitor.GoAsync($"/instances/{instance}?tab=terminal&terminal={left}");
        await visitor.See("terminal-missing", 60);
        await visitor.Page.Locator($"[data-terminal-id='{stayed}']").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await new TerminalScreen(visitor.Page).OpenAsync(60);

        await user.RemoveAsync("memory");
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Page.GetByText("Back to instances").Or(visitor.Page.GetByTestId("error-state")).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
    }
}
