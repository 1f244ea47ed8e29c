using System.Text.Json.Nodes;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>What the administrator of a node offers, in a real browser, on the command line and in a real container.</summary>
public sealed class CommandTests(SharedBrowser browser) : EndToEndTest
{
    [Fact]
    public async Task An_update_is_run_from_the_page_and_its_output_and_the_configuration_are_read_there()
    {
        Needs.Docker();
        Needs.Browser();
        string offered = Path.Combine(Directory.CreateTempSubdirectory("anchorage-commands-").FullName, "commands.json");
        await File.WriteAllTextAsync(
            offered,
            """{"operations":{"update":{"command":["/bin/sh","-c","echo fetching; echo the catalogue is new"]}},"logs":{"app":{"file":"/root/app.log"}}}""",
            TestContext.Current.CancellationToken);
        await using var server = await Installation.StartAsync(new InstallationSettings { Agent = new Dictionary<string, string> { ["ANCHORAGE_AGENT_COMMANDS_FILE"] = offered } });
        using var user = await ApiUser.SignUpAsync(server.Url, "command");
        var instance = await user.CreateAsync("engine");
        string id = instance.Id();
        using var cli = await CliUser.SignInAsync(user);
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        visitor.Page.SetDefaultTimeout(90_000);

        await visitor.GoAsync($"/instances/{id}?tab=logs");
        await visitor.Click("node-operations");
        await visitor.Click("operation-update");
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Run update", Exact = true }).ClickAsync();
        await Eventually.HoldsAsync("the operation has ended well", 90, async () =>
            JsonNode.Parse(await cli.MustAsync("operations", "ls", "-o", "json"))!.AsArray().Any(one => (string?)one!["kind"] == "instance.execute" && (string?)one["state"] == "succeeded"));
        await visitor.Page.GetByLabel("Log", new() { Exact = true }).First.ClickAsync();
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Option, new() { Name = "operation:update" }).ClickAsync();
        await visitor.Page.GetByText("the catalogue is new").First.WaitForAsync();
        await visitor.ScreenshotAsync("commands-log");

        await visitor.GoAsync($"/instances/{id}?tab=configuration");
        await visitor.See("configuration", 90);
        await visitor.Page.GetByText("memoryBytes").First.WaitForAsync();
        await visitor.ScreenshotAsync("commands-configuration");

        (await cli.MustAsync("command", "engine", "ping", "--payload", """{"echo":"hello"}""")).ShouldContain("hello");
        (await cli.MustAsync("command", "engine", "get_logs", "--payload", """{"type":"operation:update"}""")).ShouldContain("the catalogue is new");
        (await cli.MustAsync("command", "engine", "execute_doh_operation", "--payload", """{"operation":"update"}""")).ShouldContain("succeeded");
        await cli.MustAsync("command", "engine", "update_file", "--payload", """{"filePath":"/root/app.log","content":"from outside\n"}""");
        (await cli.MustAsync("command", "engine", "get_logs", "--payload", """{"type":"app"}""")).ShouldContain("from outside");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("engine");
        Directory.Delete(Path.GetDirectoryName(offered)!, recursive: true);
    }
}
