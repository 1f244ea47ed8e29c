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

        await ByGroupAsync(server, owner, friend, instance, first, second);
        first.Errors.ShouldBeEmpty();
        second.Errors.ShouldBeEmpty();
        await owner.RemoveAsync("staging");
    }

    /// <summary>The same by a group: who is in it, why they may, what they see, and the end of it.</summary>
    private async Task ByGroupAsync(Installation server, ApiUser owner, ApiUser friend, string instance, Visitor first, Visitor second)
    {
        var crew = "crew-" + friend.Name;
        var friendId = (await friend.GetAsync("/api/auth/me"))["user"]!.Id();
        await using var third = await Visitor.SignInAsync(browser.Value, server.Admin);
        await third.GoAsync("/groups?create");
        await third.Page.GetByTestId("group-name").FillAsync(crew);
        await third.Page.GetByTestId("group-members").FillAsync(friend.Name);
        await third.Page.Keyboard.PressAsync("Enter");
        await third.Click("group-submit");
        await third.SeeText($"group-row-{crew}", friend.Name, 60);

        await first.GoAsync($"/shares?create={instance}");
        await first.Page.GetByTestId("share-kind").GetByText("A group").ClickAsync();
        await first.Page.GetByTestId("share-with").FillAsync(crew);
        await first.Click("share-use");
        await first.Click("share-submit");
        await first.SeeText($"share-{crew}-staging", "active", 60);
        await second.SeeText($"share-{crew}-staging", "group " + crew, 60);
        await second.TurnToAsync("groups");
        await second.SeeText($"group-row-{crew}", friend.Name, 60);
        await second.TurnToAsync("instances");
        await second.SeeText("instance-row-staging", owner.Name, 60);

        await second.GoAsync($"/instances/{instance}");
        await second.Click("instance-more");
        await second.Click("instance-why");
        await second.Click("why-submit");
        await second.SeeText("why-answer", $"Yes, {friend.Name} may", 60);
        await second.SeeText("why-share", crew, 60);
        await second.ScreenshotAsync("why-yes");
        await second.Page.Keyboard.PressAsync("Escape");
        await second.TurnToAsync("instances");

        await first.GoAsync($"/instances/{instance}");
        await first.Click("instance-more");
        await first.Click("instance-why");
        await first.Page.GetByTestId("why-who").FillAsync(friend.Name);
        await first.Click("why-permission");
        await first.Page.GetByRole(AriaRole.Option, new() { Name = "Change, rebuild and delete" }).ClickAsync();
        await first.Click("why-submit");
        await first.SeeText("why-answer", "no share names manage:cloud_instance", 60);
        await first.ScreenshotAsync("why-no");

        await third.GoAsync($"/users/{friendId}");
        await third.Click("user-view");
        await third.SeeText("view-banner", friend.Name, 60);
        await third.SeeText("view-row-staging", owner.Name, 60);
        await third.Click("view-end");
        await third.See("user-why");
        await Eventually.HoldsAsync(
            "the end of the look stands in the audit",
            60,
            async () => (await server.Admin.GetAsync("/api/audit?action=user.view.end"))["items"]!.AsArray().Any(row => (string?)row!["object"]!["id"] == friendId));

        await third.GoAsync("/groups");
        await third.Page.GetByTestId($"group-row-{crew}").GetByTestId("group-edit").ClickAsync();
        await third.Page.GetByTestId("group-members").PressAsync("Backspace");
        await third.Click("group-submit");
        await third.SeeText($"group-row-{crew}", "Nobody yet", 60);
        await second.See("instances-empty", 60);
        third.Errors.ShouldBeEmpty();
    }
}
