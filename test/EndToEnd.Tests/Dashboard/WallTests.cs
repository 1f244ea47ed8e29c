using System.Text.Json;
using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>A hundred terminals on one page.</summary>
public sealed class WallTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    private const int Count = 100;

    // More fit on no usual screen, with those just outside of it.
    private const int MostSockets = 40;

    // The page's own view: one that it has closed is none of its own any more, however long the closing takes on its way.
    private const string CountSockets =
        "{ const all = []; window.openSockets = () => all.filter((one) => one.readyState < 2).length; window.mostSockets = 0;"
        + " window.WebSocket = class extends WebSocket { constructor(...words) { super(...words); if (!String(words[0]).includes('/ws/terminal')) return;"
        + " all.push(this); window.mostSockets = Math.max(window.mostSockets, window.openSockets()); } }; }";

    [Fact]
    public async Task A_hundred_terminals_are_seen_with_the_sockets_of_those_in_view()
    {
        Needs.Browser();
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "fleet");
        string[] squadrons = ["admiral", "blue", "red", "white"];
        foreach (var squadron in squadrons)
        {
            var instance = (await user.CreateAsync(squadron)).Id();
            for (var number = 1; number <= Count / squadrons.Length; number++)
            {
                (await user.PostAsync("/api/terminals", new { instanceId = instance, columns = 80, rows = 24, shell = "sh", name = $"{squadron} {number:00}" })).Must(201);
            }
        }

        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.Context.AddInitScriptAsync("window.longest = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => window.longest = Math.max(window.longest, one.duration))).observe({ entryTypes: ['longtask'] });");
        var page = visitor.Page;
        await visitor.Context.AddInitScriptAsync(CountSockets);
        List<string> figures = [];
        await visitor.GoAsync("/terminals");
        var pictures = page.Locator("[data-testid^=preview-]");
        await Eventually.HoldsAsync("a hundred tiles", 60, async () => await pictures.CountAsync() == Count);
        await SeenAsync(pictures.First);
        await NoteAsync("load");

        await pictures.Last.ScrollIntoViewIfNeededAsync();
        await SeenAsync(pictures.Last);
        await NoteAsync("scroll to the end");

        await Eventually.HoldsAsync("the first one left alone", 60, async () => await pictures.First.GetAttributeAsync("data-state") == "connecting" && await pictures.First.Locator("canvas").CountAsync() == 0);
        await page.GetByPlaceholder("Filter terminals").FillAsync("red 17");
        await Eventually.HoldsAsync("the one that was looked for", 60, async () => await pictures.CountAsync() == 1);
        await SeenAsync(pictures.First);
        await NoteAsync("filter");

        await page.GetByPlaceholder("Filter terminals").FillAsync(string.Empty);
        await Eventually.HoldsAsync("all again", 60, async () => await pictures.CountAsync() == Count);
        await SeenAsync(pictures.First);
        await NoteAsync("all again");
        await visitor.ScreenshotAsync("wall-100");
        await Eventually.HoldsAsync("the sockets of those in view", 60, async () => await page.EvaluateAsync<int>("() => window.openSockets()") is > 0 and <= MostSockets);
        var most = await page.EvaluateAsync<int>("() => window.mostSockets");
        most.ShouldBeLessThanOrEqualTo(MostSockets);
        visitor.Errors.ShouldBeEmpty();
        TestContext.Current.AddAttachment("wall.txt", string.Join('\n', figures));
        await File.WriteAllLinesAsync(Path.Combine(Repository.Screenshots, "wall-100.txt"), [.. figures, $"sockets at most: {most}"]);
        foreach (var squadron in squadrons)
        {
            await user.RemoveAsync(squadron);
        }

        async Task NoteAsync(string what)
        {
            var longest = (await page.EvaluateAsync<JsonElement>("() => { const longest = window.longest; window.longest = 0; return longest; }")).GetDouble();
            figures.Add($"{what}: longest script {longest:0} ms, {await page.EvaluateAsync<int>("() => window.openSockets()")} sockets");
        }
    }

    private static Task SeenAsync(ILocator picture) =>
        Eventually.HoldsAsync("a picture", 60, async () => await picture.GetAttributeAsync("data-state") == "open" && (await picture.TextContentAsync() ?? string.Empty).Contains('#', StringComparison.Ordinal));
}
