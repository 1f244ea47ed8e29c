using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>What was deleted by mistake comes back.</summary>
public sealed class TrashTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact]
    public async Task A_deleted_instance_is_found_in_the_trash_and_restored()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "undo");
        await user.CreateAsync("overboard");
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        var page = visitor.Page;
        await page.GetByLabel("Select overboard").CheckAsync();
        await visitor.Click("bulk-delete");
        (await page.GetByTestId("confirm-name").CountAsync()).ShouldBe(0);
        await visitor.Click("confirm-submit");
        await visitor.See("instances-empty");
        await visitor.Click("notices-open");
        await visitor.SeeText("notice", "overboard is in the trash");
        await page.Keyboard.PressAsync("Escape");

        await visitor.TurnToAsync("trash");
        await visitor.See("trash-row-overboard");
        await visitor.ScreenshotAsync("trash-filled");
        await visitor.Click("trash-restore-overboard");
        await page.GetByTestId("trash-row-overboard").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await visitor.TurnToAsync("instances");
        await visitor.SeeText("instance-status-overboard", "running", 60);
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("overboard");
    }

    [Fact]
    public async Task Deleting_is_undone_with_one_click_and_removing_for_good_wants_the_name()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "regret");
        var instance = (await user.CreateAsync("lifebelt")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        var page = visitor.Page;
        await visitor.GoAsync($"/instances/{instance}");
        await visitor.Click("instance-more");
        await visitor.Click("instance-delete");
        await visitor.Click("confirm-submit");
        await visitor.See("undo-lifebelt", 60);
        await visitor.ScreenshotAsync("trash-undo");
        await visitor.Click("undo-lifebelt");
        await user.StatusAsync("lifebelt", "running", 60);

        await user.SucceedsAsync((await user.DeleteAsync("/api/instances/lifebelt")).Must(202).OperationId!);
        await visitor.GoAsync("/trash");
        await visitor.Click("trash-purge-lifebelt");
        (await page.GetByTestId("confirm-submit").IsDisabledAsync()).ShouldBeTrue();
        await page.GetByTestId("confirm-name").FillAsync("lifebelt");
        await visitor.Click("confirm-submit");
        await visitor.See("trash-empty", 60);
        visitor.Errors.ShouldBeEmpty();
    }
}
