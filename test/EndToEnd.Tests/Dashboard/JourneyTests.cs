using System.Runtime.Versioning;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>The first hour of a newcomer in the browser.</summary>
[SupportedOSPlatform("linux")]
public sealed class JourneyTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact]
    public async Task Sign_up_create_with_a_made_key_ssh_type_reload_lose_the_network_and_exit()
    {
        var server = Shared(shared);
        Needs.Browser();
        await using var network = new Relay(server.Port);
        await using var visitor = await Visitor.OpenAsync(browser.Value, network.Url);
        var page = visitor.Page;

        var name = ApiUser.NewName("sailor");
        await visitor.GoAsync("/signup");
        await page.GetByTestId("signup-username").FillAsync(name);
        await page.GetByTestId("signup-email").FillAsync($"{name}@example.org");
        await page.GetByTestId("signup-password").FillAsync(ApiUser.NewPassword());
        await visitor.Click("signup-submit");
        await visitor.See("instances-empty");

        var keyFile = await CreateAsync(visitor, "dinghy");
        var command = await page.GetByTestId("created-ssh").InnerTextAsync();
        using var key = SshUser.With(keyFile);
        var port = int.Parse(System.Text.RegularExpressions.Regex.Match(command, @"-p (\d+)").Groups[1].Value);
        (await key.MustAsync(port, "hostname")).ShouldBe("dinghy");

        await visitor.Click("create-open");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(page);
        await screen.OpenAsync();
        await screen.RunAsync("echo first-$((40+2))");
        await screen.ShowsAsync("first-42");

        await visitor.ReloadAsync();
        await screen.OpenAsync();
        await screen.ShowsAsync("first-42");

        network.Cut();
        await visitor.See("terminal-overlay");
        await screen.TypeAsync("echo while-$((6*7))-away");
        network.Mend();
        await RetryAsync(page);
        await screen.OpenAsync();
        await screen.RunAsync(string.Empty);
        await screen.ShowsAsync("while-42-away");

        await screen.RunAsync("exit 3");
        await visitor.SeeText("terminal-exit", "exit code 3");
        visitor.Errors.ShouldBeEmpty();
        await DeleteAsync(visitor);
    }

    private static async Task RetryAsync(Microsoft.Playwright.IPage page)
    {
        try
        {
            await page.GetByTestId("terminal-retry").ClickAsync(new Microsoft.Playwright.LocatorClickOptions { Timeout = 3000 });
        }
        catch (TimeoutException)
        {
            // It came back by itself before it was clicked.
        }
    }

    private static async Task<string> CreateAsync(Visitor visitor, string name)
    {
        var page = visitor.Page;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await page.GetByTestId("create-instance").First.ClickAsync();
                await page.GetByTestId("create-name").FillAsync(name);
                await visitor.Click("create-submit");
                await visitor.See("create-progress", 10);
                break;
            }
            catch (TimeoutException) when (attempt < 3)
            {
                // Containers of other tests change the machine's network; a page that loaded itself anew at that moment has no dialog any more. A person opens it again.
                await visitor.GoAsync("/");
            }
        }

        var file = Path.Combine(Directory.CreateTempSubdirectory("anchorage-e2e-download-").FullName, "anchorage_ed25519");
        var download = await page.RunAndWaitForDownloadAsync(() => visitor.Click("key-download"));
        await download.SaveAsAsync(file);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await visitor.See("created-ssh", 60);
        return file;
    }

    private static async Task DeleteAsync(Visitor visitor)
    {
        await visitor.Click("instance-more");
        await visitor.Click("instance-delete");
        await visitor.Click("confirm-submit");
        await Eventually.HoldsAsync("the page of a deleted instance", 60, async () =>
            await visitor.Page.GetByTestId("in-trash").CountAsync() > 0 || await visitor.Page.GetByTestId("instances-empty").CountAsync() > 0);
    }
}
