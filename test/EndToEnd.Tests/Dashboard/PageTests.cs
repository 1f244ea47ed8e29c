using System.Text.Json;
using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>Every page, wide and narrow, dark and light: nothing scrolls sideways, and axe finds nothing serious.</summary>
public sealed class PageTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    private const string Serious =
        "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.filter((one) => ['serious', 'critical'].includes(one.impact))"
        + ".map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)";

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Every_page_fits_its_window_and_can_be_used_by_everybody(int width)
    {
        var server = Shared(shared);
        Needs.Browser();
        var axe = await File.ReadAllTextAsync(Repository.Axe);
        var node = (await server.NodeOnlineAsync()).Id();
        var me = (await server.Admin.GetAsync("/api/auth/me"))["user"]!.Id();
        var name = $"page{width}";
        var instance = (await server.Admin.CreateAsync(name)).Id();
        using var friend = await ApiUser.SignUpAsync(server.Url, "mate");
        (await server.Admin.PostAsync("/api/cloud/shares/save", new { shareeId = friend.Name, instanceId = instance, permissions = new[] { "read:cloud_instance", "logs:cloud_instance" } })).Must(200);
        var mate = (await friend.GetAsync("/api/auth/me"))["user"]!.Id();
        (await server.Admin.PostAsync("/api/groups", new { name = "group-" + name, description = "On call for the web shop", add = new[] { friend.Name } })).Must(201);
        await using var visitor = await Visitor.SignInAsync(browser.Value, server.Admin, width, width < 500 ? 844 : 900);
        List<string> faults = [];
        (string Name, string Path)[] pages =
        [
            ("instances", "/"), ("create", "/?create"), ("instance", $"/instances/{instance}"), ("terminal", $"/instances/{instance}?tab=terminal"),
            ("logs", $"/instances/{instance}?tab=logs"), ("settings", $"/instances/{instance}?tab=settings"), ("nodes", "/nodes"), ("add-machine", "/nodes?add"), ("node", $"/nodes/{node}"),
            ("operations", "/operations"), ("terminals", "/terminals"), ("recordings", "/recordings"), ("repositories", "/repositories"), ("trash", "/trash"), ("shares", "/shares"), ("share", "/shares?create"), ("groups", "/groups"), ("group", "/groups?create"), ("view", $"/users/{mate}/view"), ("programs", "/programs"), ("connect", "/programs?connect"), ("audit", "/audit"), ("users", "/users"), ("user", $"/users/{me}"), ("account", "/account"), ("not-found", "/no/such/page"),
        ];
        foreach (var (title, path) in pages)
        {
            await visitor.GoAsync(path);
            await visitor.See("footer");
            await visitor.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.Load);
            await SettledAsync(visitor);
            if (title == "terminal")
            {
                await visitor.Click("terminal-open");
                var screen = new TerminalScreen(visitor.Page);
                await screen.OpenAsync();
                await screen.RunAsync("ls -la / && uname -a");
                await screen.ShowsAsync("Linux");
            }

            await LookAsync(title);
            var overflow = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0)
            {
                faults.Add($"{title}: {overflow} px wider than the window");
            }
        }

        (string Name, Func<Task> Open, string Shown)[] overlays =
        [
            ("palette", () => visitor.Page.Keyboard.PressAsync("Control+k"), ".mantine-Spotlight-search"), ("notices", () => visitor.Click("notices-open"), "[aria-label=Notices]"),
            ("keys", () => visitor.Page.Keyboard.PressAsync("?"), "[data-testid=shortcuts] h2"),
        ];
        foreach (var (title, open, shown) in overlays)
        {
            await visitor.GoAsync("/nodes");
            await visitor.See("footer");
            await SettledAsync(visitor);
            await open();
            await visitor.Page.Locator(shown).First.WaitForAsync();
            await LookAsync(title);
        }

        faults.AddRange(visitor.Errors);
        await server.Admin.RemoveAsync(name);
        faults.ShouldBeEmpty();

        // The page follows the colours that the system asks for.
        async Task LookAsync(string title)
        {
            await visitor.Page.EvaluateAsync(axe);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await visitor.Page.Locator($"html[data-mantine-color-scheme={(scheme == ColorScheme.Dark ? "dark" : "light")}]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
                await SettledAsync(visitor);
                await visitor.ScreenshotAsync($"{title}-{width}-{(scheme == ColorScheme.Dark ? "dark" : "light")}");
                faults.AddRange((await visitor.Page.EvaluateAsync<JsonElement>(Serious)).EnumerateArray().Select(fault => $"{title} {scheme}: {fault}"));
            }
        }
    }

    [Fact]
    public async Task The_pages_before_signing_in_fit_too()
    {
        var server = Shared(shared);
        Needs.Browser();
        var axe = await File.ReadAllTextAsync(Repository.Axe);
        List<string> faults = [];
        foreach (var (width, isDark) in new[] { (1440, false), (390, true) })
        {
            await using var visitor = await Visitor.OpenAsync(browser.Value, server.Url, width, 844, isDark);
            foreach (var (title, field) in new[] { ("login", "login-submit"), ("signup", "signup-submit") })
            {
                await visitor.GoAsync("/" + title);
                await visitor.See(field);
                await SettledAsync(visitor);
                await visitor.ScreenshotAsync($"{title}-{width}-{(isDark ? "dark" : "light")}");
                var overflow = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                overflow.ShouldBeLessThanOrEqualTo(0, title);
                await visitor.Page.EvaluateAsync(axe);
                faults.AddRange((await visitor.Page.EvaluateAsync<JsonElement>(Serious)).EnumerateArray().Select(fault => $"{title} {width}: {fault}"));
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_that_are_still_loading_can_be_used_by_everybody()
    {
        var server = Shared(shared);
        Needs.Browser();
        var axe = await File.ReadAllTextAsync(Repository.Axe);
        var node = (await server.NodeOnlineAsync()).Id();
        var me = (await server.Admin.GetAsync("/api/auth/me"))["user"]!.Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, server.Admin);
        // Only who is signed in is answered, and what kind of server it is: all else is on its way for ever.
        await visitor.Context.RouteAsync(address => address.Contains("/api/", StringComparison.Ordinal) && !address.Contains("/api/auth/", StringComparison.Ordinal), _ => Task.CompletedTask);
        List<string> faults = [];
        foreach (var path in new[] { "/", "/?create", "/instances/some", "/terminals", "/recordings", "/repositories", "/trash", "/shares", "/shares?create", "/groups", "/programs", "/nodes", "/nodes?add", $"/nodes/{node}", "/operations", "/audit", "/users", $"/users/{me}", $"/users/{me}/view", "/images", "/account" })
        {
            await visitor.GoAsync(path);
            await visitor.See("footer");
            await visitor.Page.Locator("[aria-busy=true], [role=status][aria-label]").First.WaitForAsync();
            await SettledAsync(visitor, isLoading: true);
            await visitor.Page.EvaluateAsync(axe);
            faults.AddRange((await visitor.Page.EvaluateAsync<JsonElement>(Serious)).EnumerateArray().Select(fault => $"{path}: {fault}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_whose_data_cannot_be_had_say_so_and_can_be_used_by_everybody()
    {
        var server = Shared(shared);
        Needs.Browser();
        var axe = await File.ReadAllTextAsync(Repository.Axe);
        await using var visitor = await Visitor.SignInAsync(browser.Value, server.Admin, 390, 844, true);
        await visitor.Context.RouteAsync(
            address => address.Contains("/api/", StringComparison.Ordinal) && !address.Contains("/api/auth/", StringComparison.Ordinal),
            route => route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"status":503,"code":"database_unavailable","title":"Database not available","detail":"It is locked. Wait, and try again."}""" }));
        List<string> faults = [];
        foreach (var path in new[] { "/", "/instances/some", "/terminals", "/recordings", "/repositories", "/recordings/some", "/trash", "/shares", "/groups", "/users/some/view", "/programs", "/nodes", "/nodes/some", "/operations", "/audit", "/users", "/images" })
        {
            await visitor.GoAsync(path);
            await visitor.See("error-state");
            (await visitor.Page.GetByTestId("error-code").First.InnerTextAsync()).ShouldBe("database_unavailable", path);
            await SettledAsync(visitor);
            await visitor.Page.EvaluateAsync(axe);
            faults.AddRange((await visitor.Page.EvaluateAsync<JsonElement>(Serious)).EnumerateArray().Select(fault => $"{path}: {fault}"));
        }

        await visitor.ScreenshotAsync("error-390-dark");
        faults.ShouldBeEmpty();
    }

    // A page has settled when two looks at its text, a moment apart, are alike and, unless it is to go on loading, no placeholder is left; contrast is measured wrong while it fades in.
    private static async Task SettledAsync(Visitor visitor, bool isLoading = false)
    {
        var last = string.Empty;
        await Eventually.HoldsAsync("a page at rest", 60, async () =>
        {
            var now = await visitor.Page.EvaluateAsync<string>("() => document.body.innerText.length + ' ' + document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getComputedTiming().iterations !== Infinity).length + ' ' + document.querySelectorAll('.mantine-Skeleton-root, .mantine-Loader-root').length");
            var isAlike = now == last && (isLoading ? now.Split(' ')[1] == "0" : now.EndsWith(" 0 0", StringComparison.Ordinal));
            last = now;
            await visitor.Page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
            return isAlike;
        }, () => last);
    }
}
