using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Nodes;

/// <summary>What is missing on a machine is named, with the way to get it.</summary>
public sealed class NodeProblemTests(SharedBrowser browser) : EndToEndTest
{
    [Fact]
    [Trait("case", "K-07")]
    public async Task Without_a_node_nothing_is_stored_and_the_answer_says_what_to_do()
    {
        var server = Keep(await Installation.StartAsync(new InstallationSettings { HasAgent = false }));

        var refused = (await server.Admin.PostAsync("/api/instances", new { name = "nowhere" })).Must(503);

        refused.Code.ShouldBe("no_node_available");
        ((string?)refused.Json!["detail"]).ShouldNotBeNullOrWhiteSpace();
        (await server.Admin.GetAsync("/api/instances?all=true"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_without_docker_is_a_node_and_the_dashboard_says_what_to_install()
    {
        Needs.Browser();
        var server = Keep(await Installation.StartAsync(new InstallationSettings
        {
            Agent = new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///run/anchorage-test-no-such-engine.sock" },
        }));

        var node = await server.NodeOnlineAsync();
        ((bool)node["docker"]!["available"]!).ShouldBeFalse();
        ((string)node["docker"]!["problem"]!["fix"]!).ShouldContain("docker");
        (await server.Admin.PostAsync("/api/instances", new { name = "nowhere" })).Must(503).Code.ShouldBe("no_node_available");

        await using var visitor = await Visitor.SignInAsync(browser.Value, server.Admin);
        await visitor.GoAsync($"/nodes/{node.Id()}");
        await visitor.See("docker-problem");
        (await visitor.Page.GetByTestId("docker-problem").InnerTextAsync()).ShouldContain((string)node["docker"]!["problem"]!["fix"]!);
    }

    [Fact]
    public async Task An_image_that_is_not_on_the_node_is_named_and_nothing_is_left()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync(new InstallationSettings
        {
            HasImage = false,
            Server = new Dictionary<string, string> { ["Anchorage__Instances__DefaultImage"] = "anchorage/no-such-image:1" },
        }));

        var reply = await Eventually.GetAsync("a placement", 90, async () =>
            await server.Admin.PostAsync("/api/instances", new { name = "bare" }) is { Code: not "no_node_available" } answer ? answer : null);

        var (code, text) = reply.Status == 202
            ? await server.Admin.EndAsync(reply.OperationId!) is var ended ? ((string?)ended["error"]?["code"], ended.ToJsonString()) : default
            : (reply.Code, reply.Text);
        code.ShouldBe("image_missing", text);
        text.ShouldContain("anchorage/no-such-image:1");
        (await EngineObjects.ContainersAsync(server.Label)).ShouldBeEmpty();
        (await EngineObjects.VolumesAsync(server.Label)).ShouldBeEmpty();
    }
}
