using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>An instance is shared, used and taken back, in two browsers that are never reloaded.</summary>
public sealed class ShareTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact]
    public async Task A_colleague_gets_an_instance_at_once_and_loses_it_at_once()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var owner = await ApiUser.SignUpAsync(server.Url, "sharer");
        using var friend = await ApiUser.SignUpAsync(server.Url, "friend");
        var instance = (await owner.CreateAsync("staging")).Id();
        await using var first = await Visitor.SignInAsync(browser.Value, owner);
        await using var second = await Visitor.SignInAsync(browser.Value, friend);
        await second.See("instances-empty");

        await first.GoAsync($"/instances/{instance}");
        await first.Click("instance-more");
        await first.Click("instance-share");
        await first.Page.GetByTestId("share-with").FillAsync(friend.Name);
        await first.Click("share-use");
        await first.Click("share-submit");
        await first.SeeText($"share-{friend.Name}-staging", "active");

        await second.SeeText("instance-row-staging", owner.Name);
        await second.Click("instance-menu-staging");
        (await second.Page.GetByTestId("action-delete").GetAttributeAsync("data-disabled")).ShouldBe("true");
        (await second.Page.GetByTestId("action-share").CountAsync()).ShouldBe(0);
        await second.Page.Keyboard.PressAsync("Escape");
        await second.GoAsync($"/instances/{instance}?tab=terminal");
        await second.See("tab-logs");
        (await second.Page.GetByTestId("tab-settings").CountAsync()).ShouldBe(0);
        await second.Click("terminal-open");
        var terminal = new TerminalScreen(second.Page);
        await terminal.OpenAsync();
        await terminal.RunAsync("echo shared-$((40+2))");
        await terminal.ShowsAsync("shared-42");

        await first.Click("share-remove");
        await first.Click("confirm-submit");
        await first.See("shares-empty");

        await second.Page.GetByText("There is no instance").Or(second.Page.GetByText("was deleted")).Or(second.Page.GetByText("not found")).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await second.GoAsync("/");
        await second.See("instances-empty");
        await second.GoAsync("/shares");
        await second.See("shares-empty");
        first.Errors.ShouldBeEmpty();
        second.Errors.ShouldBeEmpty();
        await owner.RemoveAsync("staging");
    }
}
