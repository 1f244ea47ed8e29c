using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>Several people in one terminal.</summary>
public sealed class SharedTerminalTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact]
    public async Task Two_people_see_each_other_change_roles_take_over_and_detach()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var owner = await ApiUser.SignUpAsync(server.Url, "helm");
        var instance = (await owner.CreateAsync("bridge")).Id();
        await using var first = await Visitor.SignInAsync(browser.Value, owner);
        await first.GoAsync($"/instances/{instance}?tab=terminal");
        await first.Click("terminal-open");
        var own = new TerminalScreen(first.Page);
        await own.OpenAsync();
        await using var second = await Visitor.SignInAsync(browser.Value, server.Admin);
        await second.GoAsync(new Uri(first.Page.Url).PathAndQuery);
        var other = new TerminalScreen(second.Page);
        await other.OpenAsync();

        await first.Page.GetByTestId("terminal-name").DblClickAsync();
        await first.Page.GetByTestId("terminal-rename").FillAsync("Deck log");
        await first.Page.Keyboard.PressAsync("Enter");
        await second.SeeText("terminal-name", "Deck log");

        await ChangeRoleAsync(first, server.Admin.Name);
        await second.See("terminal-watching");
        await second.Page.GetByText($"{owner.Name} lets you only watch now.").First.WaitForAsync();
        await other.RunAsync("echo refused-$((40+1))");
        await own.RunAsync("echo allowed-$((40+2))");
        await other.ShowsAsync("allowed-42");
        (await own.TextAsync()).ShouldNotContain("refused");

        await ChangeRoleAsync(first, server.Admin.Name);
        await GoneAsync(second.Page.GetByTestId("terminal-watching"));
        await other.RunAsync("echo again-$((40+3))");
        await own.ShowsAsync("again-43");

        await second.Click("terminal-viewers");
        await second.Click("terminal-take-over");
        await first.See("terminal-watching");
        await first.Page.GetByText($"{server.Admin.Name} took over. You watch now.").First.WaitForAsync();

        await second.Click("terminal-viewers");
        await second.Click($"viewer-detach-{owner.Name}");
        await own.StateAsync("detached");
        await first.SeeText("terminal-detached", server.Admin.Name);
        await first.Click("terminal-attach-again");
        await own.OpenAsync();
        await own.ShowsAsync("again-43");
        // The role that somebody gave lasts over connections.
        await first.See("terminal-watching");
        first.Errors.ShouldBeEmpty();
        second.Errors.ShouldBeEmpty();
        await owner.RemoveAsync("bridge");
    }

    private static async Task ChangeRoleAsync(Visitor visitor, string name)
    {
        await visitor.Click("terminal-viewers");
        await visitor.Click($"viewer-role-{name}");
        await visitor.Page.GetByTestId("terminal-take-over").PressAsync("Escape");
        await GoneAsync(visitor.Page.GetByTestId("terminal-take-over"));
    }

    private static Task GoneAsync(ILocator part) => part.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
}
