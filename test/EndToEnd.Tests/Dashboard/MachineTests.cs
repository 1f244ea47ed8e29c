using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>A machine on the dashboard, from the moment when it is anchored until it is parted from.</summary>
public sealed class MachineTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    [Fact, Trait("case", "D-01")]
    public async Task A_machine_appears_without_a_reload_and_is_used_like_any_instance()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var owner = await ApiUser.SignUpAsync(server.Url, "bosun");
        await using var visitor = await Visitor.SignInAsync(browser.Value, owner);
        await visitor.GoAsync("/");
        await visitor.See("instances-empty");

        var (machine, instance) = await Anchoring.AnchoredAsync(server, owner, "capstan");
        Keep(machine);
        (await machine.RunAsync("echo deep > /home/anchorage/soundings.txt")).Code.ShouldBe(0);
        await visitor.See("instance-row-capstan");
        await visitor.Page.GetByTestId("instance-row-capstan").GetByText("machine", new() { Exact = true }).WaitForAsync();
        await visitor.ScreenshotAsync("machine-list");

        await visitor.GoAsync($"/instances/{instance.Id()}");
        await visitor.See("machine-terminal");
        foreach (var part in (string[])["instance-start", "instance-stop", "instance-restart", "instance-delete"])
        {
            (await visitor.Page.GetByTestId(part).CountAsync()).ShouldBe(0, part);
        }

        await visitor.ScreenshotAsync("machine-overview");
        await visitor.Click("machine-terminal");
        var terminal = new TerminalScreen(visitor.Page);
        await terminal.OpenAsync(60);
        await terminal.RunUntilAsync("echo \"I am $(id -un) on $(hostname)\"", "I am anchorage on capstan");
        await visitor.ScreenshotAsync("machine-terminal");

        // As root only where the machine allows it.
        await visitor.GoAsync($"/instances/{instance.Id()}");
        await visitor.Click("machine-root-terminal");
        await visitor.Page.GetByText("allows nothing as root").First.WaitForAsync();

        await visitor.GoAsync($"/instances/{instance.Id()}?tab=files");
        await visitor.Page.GetByText("soundings.txt").First.WaitForAsync();
        await visitor.GoAsync($"/instances/{instance.Id()}?tab=settings");
        await visitor.Page.GetByText("Part from this machine").First.WaitForAsync();
        (await visitor.Page.GetByTestId("instance-rebuild").CountAsync()).ShouldBe(0);

        await using (var phone = await Visitor.SignInAsync(browser.Value, owner, 390, 844, isDark: true))
        {
            await phone.GoAsync($"/instances/{instance.Id()}");
            await phone.See("machine-terminal");
            await phone.ScreenshotAsync("machine-overview-390-dark");
        }

        await visitor.GoAsync("/");
        (await owner.DeleteAsync($"/api/nodes/{instance.Id()}")).Must(204);
        await visitor.See("instances-empty");
        visitor.Errors.ShouldBeEmpty();
    }
}
