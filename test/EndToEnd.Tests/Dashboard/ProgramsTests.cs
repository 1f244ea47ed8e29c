using Anchorage.EndToEnd.Tests.Mcp;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>A program is let in, asks, and is answered, in a browser that is never reloaded.</summary>
public sealed class ProgramsTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact]
    public async Task A_person_opens_an_instance_connects_a_tool_and_answers_its_calls()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "programs");
        var instance = (await user.CreateAsync("studio")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);

        // Opened to programs by its switch; changes wait unless one says otherwise.
        await visitor.GoAsync($"/instances/{instance}?tab=settings");
        await visitor.See("mcp-controllable");
        await visitor.Click("mcp-controllable");
        await visitor.See("mcp-approval");
        await visitor.ScreenshotAsync("programs-settings");

        // A token is made in place and stands in the lines to paste.
        await visitor.TurnToAsync("programs");
        await visitor.See("mcp-open-studio");
        await visitor.See("mcp-nothing-waits");
        await visitor.Page.GetByTestId("mcp-connect").First.ClickAsync();
        await visitor.Page.GetByTestId("mcp-label").FillAsync("workbench on a desk");
        await visitor.Click("mcp-create-token");
        await visitor.See("mcp-token");
        var token = (await visitor.Page.GetByTestId("mcp-token").InnerTextAsync()).Trim();
        (await visitor.Page.GetByText("claude mcp add").InnerTextAsync()).ShouldContain(token);
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        // The program connects and is seen; what it writes waits, with everything it would do.
        await using var program = await McpProgram.ConnectAsync(server.Url, token);
        await program.MustAsync("get_status", new { targetInstance = "studio" });
        await visitor.SeeText("mcp-client-workbench", "workbench on a desk", 60);
        var writing = program.CallAsync("write_file", new { targetInstance = "studio", path = "/root/plan.txt", content = "first line\nsecond line" });
        await visitor.SeeText("mcp-waiting", "second line", 60);
        await visitor.SeeText("mcp-waiting", "/root/plan.txt");
        await visitor.SeeText("mcp-badge", "1");
        await visitor.ScreenshotAsync("programs-waiting");
        await using (var phone = await Visitor.SignInAsync(browser.Value, user, 390, 844, isDark: true))
        {
            await phone.GoAsync("/programs");
            await phone.SeeText("mcp-waiting", "second line", 60);
            await phone.ScreenshotAsync("programs-waiting-390-dark");
            (await phone.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0);
            await phone.Click("mcp-approve");
        }

        (await writing).Code.ShouldBeNull();
        await visitor.SeeText("mcp-call-write_file", "done", 60);
        await visitor.See("mcp-nothing-waits", 60);
        await visitor.Page.GetByTestId("mcp-badge").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });

        var command = program.CallAsync("run_command", new { targetInstance = "studio", command = new[] { "rm", "-rf", "/root" } });
        await visitor.SeeText("mcp-waiting", "rm", 60);
        await visitor.Click("mcp-deny");
        (await command).Code.ShouldBe("mcp_call_denied");
        await visitor.SeeText("mcp-call-run_command", "denied", 60);
        (await program.MustAsync("read_file", new { targetInstance = "studio", path = "/root/plan.txt" })).GetProperty("content").GetString().ShouldBe("first line\nsecond line");
        await visitor.ScreenshotAsync("programs-answered");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("studio");
    }
}
