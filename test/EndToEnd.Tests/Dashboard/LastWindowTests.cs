using System.Diagnostics;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>A terminal that is to end with its last window, from a real page to the process in a real container.</summary>
public sealed class LastWindowTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact, Trait("case", "D-31"), Trait("case", "A-08")]
    public async Task A_reload_keeps_it_and_closing_the_tab_ends_its_processes_within_ten_seconds()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "watchman");
        var instance = (await user.CreateAsync("lookout")).Id();
        var container = (await EngineObjects.ContainerOfAsync(instance)).ShouldNotBeNull();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(visitor.Page);
        await screen.OpenAsync();

        // Prompt, size and Ctrl-C as at a console.
        await screen.RunAsync("echo size:$(stty size):");
        await screen.ShowsAsync("size:");
        await visitor.Page.SetViewportSizeAsync(700, 500);
        await Eventually.HoldsAsync("the size follows the window", 60, async () =>
        {
            await screen.RunAsync("clear; echo now:$(stty size):");
            await screen.ShowsAsync("now:");
            var terminal = (await user.GetAsync($"/api/terminals?instanceId={instance}"))["items"]![0]!;
            return (await screen.TextAsync()).Contains($"now:{terminal["rows"]} {terminal["columns"]}:", StringComparison.Ordinal) && (int)terminal["columns"]! < 100;
        });
        await screen.RunAsync("echo busy-$((40+1)); sleep 5151");
        await screen.ShowsAsync("busy-41");
        await Eventually.HoldsAsync("what Ctrl-C is to end", 60, () => RunsAsync(container, "sleep 5151"));
        await visitor.Page.Keyboard.PressAsync("Control+c");
        await screen.RunAsync("echo free-$((40+2))");
        await screen.ShowsAsync("free-42");

        var id = (string)(await user.GetAsync($"/api/terminals?instanceId={instance}"))["items"]![0]!["id"]!;
        (await user.SendAsync(HttpMethod.Patch, $"/api/terminals/{id}", new { endWhenLastViewerLeaves = true })).Must(200);
        await screen.RunAsync("sleep 6161 &");
        await Eventually.HoldsAsync("the program in the container", 60, () => RunsAsync(container, "sleep 6161"));
        await visitor.ReloadAsync();
        await screen.OpenAsync();
        await screen.RunAsync("echo kept-$((40+3))");
        await screen.ShowsAsync("kept-43");

        await visitor.Page.CloseAsync();
        var closed = Stopwatch.GetTimestamp();

        await Eventually.HoldsAsync("the end of what ran in the terminal", 10, async () => !await RunsAsync(container, "sleep 6161"));
        Stopwatch.GetElapsedTime(closed).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync("the end of the terminal", 60, async () => (await user.SendAsync(HttpMethod.Get, $"/api/terminals/{id}")).Status == 404);
        (await user.GetAsync("/api/terminals"))["items"]!.AsArray().ShouldBeEmpty();
        await user.RemoveAsync("lookout");
    }

    private static async Task<bool> RunsAsync(string container, string command) => (await Tool.MustAsync("docker", "top", container, "-eo", "pid,args")).Contains(command, StringComparison.Ordinal);
}
