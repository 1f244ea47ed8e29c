using System.Text.Json.Nodes;
using Anchorage.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Git;

public sealed class GitTests
{
    private const string Git = "/api/instances/web/git";

    [Fact]
    public async Task A_repository_is_looked_at()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        Next(server, "GET " + Git + "/repos", """{"items":[{"path":"/root/app","branch":"main","changedFiles":3,"ahead":1,"behind":0,"remoteUrl":"https://***@x/y"},{"path":"/b","changedFiles":0,"ahead":0,"behind":0,"error":"broken"}],"count":2,"cut":true}""");
        var repos = (await home.RunAsync("git", "repos", "web", "--depth", "3")).ShouldExit(0);
        repos.Out.ShouldContain("https://***@x/y");
        repos.Out.ShouldContain("error: broken");
        repos.Error.ShouldContain("There are more");
        server.Requests.ShouldContain(r => r.Contains("depth=3", StringComparison.Ordinal));

        Next(server, "GET " + Git + "/status", """{"branch":{"current":"main","tracking":"origin/main","ahead":1,"behind":2},"files":[{"path":"a","index":"modified","workingTree":"unchanged"},{"path":"b","index":"untracked","workingTree":"untracked"},{"path":"d","originalPath":"c","index":"renamed","workingTree":"deleted"}],"total":4}""");
        var status = (await home.RunAsync("git", "status", "web:/root/app")).ShouldExit(0);
        status.Out.ReplaceLineEndings("\n").ShouldBe("M  a\n?? b\nRD c -> d\n");
        status.Error.ShouldContain("1 ahead, 2 behind");
        status.Error.ShouldContain("1 more");

        Next(server, "GET " + Git + "/diff", """{"text":"@@ -1 +1 @@\n-a\n+b\n","cut":false}""");
        (await home.RunAsync("git", "diff", "web:/root/app", "a", "--staged")).ShouldExit(0).Out.ReplaceLineEndings("\n").ShouldBe("@@ -1 +1 @@\n-a\n+b\n");
        server.Requests.ShouldContain(r => r.Contains("path=a&staged=true", StringComparison.Ordinal));
        (await home.RunAsync("git", "status", "web")).ShouldExit(4);
        (await home.RunAsync("git", "status", "web:")).ShouldExit(4);
    }

    [Fact]
    public async Task Files_that_could_not_be_staged_are_named()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        Next(server, "POST " + Git + "/stage", """{"done":["a"],"failed":[{"path":"b","error":"There is no such file."}]}""");
        (await home.RunAsync("git", "stage", "web:/r", "--", "a", "-b")).ShouldExit(4).Error.ShouldContain("b: There is no such file.");
        server.Bodies["POST " + Git + "/stage"]!["files"]!.AsArray().Select(f => f!.GetValue<string>()).ShouldBe(["a", "-b"]);
        Next(server, "POST " + Git + "/commit", """{"commitHash":"abc"}""");
        (await home.RunAsync("git", "commit", "web:/r", "-m", "why", "--author", "Ann <a@b>")).ShouldExit(0).Out.Trim().ShouldBe("abc");
        server.Bodies["POST " + Git + "/commit"]!["author"]!.GetValue<string>().ShouldBe("Ann <a@b>");
        (await home.RunAsync("git", "commit", "web:/r")).Error.ShouldContain("--message");
    }

    [Fact]
    public async Task Long_work_is_followed_to_its_end()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        Lines(server, "/push", """{"progress":"Writing objects: 50%"}""", "{}", """{"result":{"updated":true,"remote":"origin","branch":"main"}}""");
        (await home.RunAsync("git", "push", "web:/r", "--force")).ShouldExit(0).Error.ShouldContain("main is at origin now.");
        server.Bodies["POST " + Git + "/push"]!["force"]!.GetValue<bool>().ShouldBeTrue();
        Lines(server, "/pull", "{}", """{"error":{"code":"git_conflict","title":"Conflict","status":409,"detail":"Both change file."}}""");
        var failed = await home.RunAsync("git", "pull", "web:/r");
        failed.ExitCode.ShouldNotBe(0);
        failed.Error.ShouldContain("Both change file.");
        Lines(server, "/pull", "{}");
        (await home.RunAsync("git", "pull", "web:/r")).Error.ShouldContain("server_unreachable");
        Next(server, "POST " + Git + "/clone", """{"repo":"/root/x"}""");
        (await home.RunAsync("git", "clone", "https://example.org/x", "web:/root/x")).ShouldExit(0).Out.Trim().ShouldBe("web:/root/x");
        server.Bodies["POST " + Git + "/clone"]!["url"]!.GetValue<string>().ShouldBe("https://example.org/x");
    }

    private static void Next(StubServer server, string request, string json) => server.Next(request, c => c.Response.WriteAsJsonAsync(JsonNode.Parse(json)));

    private static void Lines(StubServer server, string verb, params string[] lines) => server.Next("POST " + Git + verb, async c =>
    {
        c.Response.ContentType = "application/x-ndjson";
        foreach (string line in lines)
        {
            await c.Response.WriteAsync(line + "\n");
            await c.Response.Body.FlushAsync();
        }
    });
}
