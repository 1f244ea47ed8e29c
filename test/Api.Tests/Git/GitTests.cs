using System.Net.Http.Headers;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Git;

/// <summary>The server's part with the agent's own code and real git behind it; the roots are folders of this machine.</summary>
public sealed class GitTests
{
    [Fact, Trait("case", "D-29")]
    public async Task A_change_goes_from_the_working_tree_to_the_remote_and_into_the_audit()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync("box");
        string git = $"/api/instances/{id}/git";

        Answer repos = await ann.GetAsync($"{git}/repos");
        repos.ShouldBe(200);
        repos.Items().Single().GetProperty("path").GetString().ShouldBe("/repo");
        repos.Items().Single().GetProperty("changedFiles").GetInt32().ShouldBe(2);
        Answer status = await ann.GetAsync("/api/instances/box/git/status?repo=/repo");
        (status["branch.current"], status["branch.tracking"], status["stagedCount"], status["unstagedCount"]).ShouldBe(("main", "origin/main", "1", "1"));
        (await ann.GetAsync($"{git}/diff?repo=/repo&path=file"))["text"].ShouldContain("-one\n+changed");
        (await ann.PostAsync($"{git}/stage", new { repo = "/repo", files = new[] { "file", "none" } })).ShouldBe(200).Json.GetProperty("failed").GetArrayLength().ShouldBe(1);
        Answer commit = await ann.PostAsync($"{git}/commit", new { repo = "/repo", message = "both" });
        (await ann.GetAsync($"{git}/log?repo=/repo&limit=1")).Items().Single().GetProperty("hash").GetString().ShouldBe(commit.ShouldBe(201)["commitHash"]);
        (await ann.PostAsync($"{git}/clone", new { url = TestGit.Url, path = "/hub" })).ShouldBe(201)["repo"].ShouldBe("/hub");
        (await ann.PostAsync($"{git}/switch", new { repo = "/hub", branch = "topic", create = true })).ShouldBe(200);
        (await ann.GetAsync($"{git}/branches?repo=/hub&remote=false")).Items().Select(b => b.GetProperty("name").GetString()).ShouldBe(["main", "topic"]);
        (await ann.PostAsync($"{git}/push", new { repo = "/hub", branch = "topic" })).ShouldBe(200)["updated"].ShouldBe("True");
        (await ann.PostAsync($"{git}/pull", new { repo = "/hub" })).ShouldBe(200)["updated"].ShouldBe("False");

        (await ann.GetAsync($"{git}/status?repo=/none")).ShouldBe(404, "file_not_found");
        (await ann.GetAsync($"{git}/status?repo=/")).ShouldBe(404, "git_not_repository");
        (await ann.GetAsync($"{git}/status?repo=/repo/../repo")).ShouldBe(400, "file_outside_root");
        (await ann.GetAsync($"{git}/status")).ShouldBe(400, "invalid_request");
        (await ann.PostAsync($"{git}/stage", new { repo = "/repo", files = Array.Empty<string>() })).ShouldBe(400, "invalid_request");
        (await ann.PostAsync($"{git}/commit", new { repo = "/repo", message = " " })).ShouldBe(400, "invalid_request");
        (await ann.PostAsync($"{git}/commit", new { repo = "/repo", message = "again" })).ShouldBe(409, "git_nothing_to_commit");
        (await ann.PostAsync($"{git}/switch", new { repo = "/repo", branch = "--orphan" })).ShouldBe(400, "invalid_request");
        Answer refused = await ann.PostAsync($"{git}/clone", new { url = "http://ann:hunter2@example.org/x?token=hunter3", path = "/x" });
        refused.ShouldBe(400, "git_url_refused");

        Answer audit = await ann.GetAsync($"{git}/audit?limit=100");
        audit.Items().Select(e => e.GetProperty("action").GetString()).ShouldBe(
            ["git.clone", "git.switch", "git.commit", "git.commit", "git.stage", "git.pull", "git.push", "git.switch", "git.clone", "git.commit", "git.stage"]);
        audit.Text.ShouldNotContain("hunter");
        audit.Items().First().GetProperty("details").GetProperty("url").GetString().ShouldBe("http://***@example.org/x?token=***");
        (await ann.GetAsync($"{git}/audit?repo=/hub")).Items().Count().ShouldBe(4);
        (await server.Superadmin.GetAsync("/api/audit?action=git.commit&outcome=failed")).Items().Count().ShouldBe(2);
    }

    [Fact, Trait("case", "D-09")]
    public async Task A_share_that_reads_is_refused_to_write()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        Person ben = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        string git = $"/api/instances/{id}/git";
        (await ben.GetAsync($"{git}/repos")).ShouldBe(404, "instance_not_found");
        Answer share = await ann.PostAsync("/api/cloud/shares/save", new { shareeId = ben.Name, instanceId = id, permissions = (string[])["read:cloud_git"] });
        share.ShouldBe(200);
        (await ben.GetAsync($"{git}/repos")).ShouldBe(200);
        (await ben.GetAsync($"{git}/diff?repo=/repo&staged=true"))["text"].ShouldContain("+staged");
        foreach (string verb in (string[])["stage", "unstage", "commit", "pull", "push", "switch", "init", "clone"])
        {
            (await ben.PostAsync($"{git}/{verb}", new { repo = "/repo", path = "/new", url = TestGit.Url, message = "x", branch = "main", files = (string[])["file"] })).ShouldBe(403, "forbidden");
        }

        (await ben.GetAsync($"/api/instances/{id}/files?path=/")).ShouldBe(403, "forbidden");
        (await ann.GetAsync($"{git}/audit")).Items().Select(e => e.GetProperty("action").GetString()).ShouldContain("git.read");
        (await ann.PostAsync("/api/cloud/shares/save", new { id = share["share.id"], shareeId = ben.Name, instanceId = id, permissions = (string[])["write:cloud_git"] })).ShouldBe(200);
        (await ben.PostAsync($"{git}/commit", new { repo = "/repo", message = "by ben" })).ShouldBe(201);
        (await ben.GetAsync($"{git}/status?repo=/repo")).ShouldBe(200);
    }

    [Fact]
    public async Task Long_work_says_how_far_it_is_and_ends_with_the_right()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        Person ben = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        string git = $"/api/instances/{id}/git";
        await File.WriteAllTextAsync(Path.Combine(node.Git.PathOf(id), "repo", ".git", "config-slow"), "[remote \"origin\"]\n\treceivepack = \"sh -c 'echo going on >&2; sleep 600'\"\n", TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(Path.Combine(node.Git.PathOf(id), "repo", ".git", "config"), "[include]\n\tpath = config-slow\n", TestContext.Current.CancellationToken);
        Answer share = await ann.PostAsync("/api/cloud/shares/save", new { shareeId = ben.Name, instanceId = id, permissions = (string[])["write:cloud_git"] });

        using HttpRequestMessage request = ben.Request(HttpMethod.Post, $"{git}/push");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/x-ndjson"));
        request.Content = PersonActions.Raw("""{"repo":"/repo"}""");
        using HttpResponseMessage response = await ben.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        using StreamReader lines = new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        (await LineAsync(lines)).ShouldBe("""{"progress":"going on"}""");

        (await ann.PostAsync("/api/cloud/shares/delete", new { id = share["share.id"] })).ShouldBe(200);
        (await LineAsync(lines)).ShouldContain("\"instance_not_found\"");
        (await ann.GetAsync($"{git}/audit")).Items().First().GetProperty("outcome").GetString().ShouldBe("failed");
    }

    /// <summary>The next line that says something.</summary>
    private static async Task<string> LineAsync(StreamReader lines)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        string? line;
        do
        {
            line = await lines.ReadLineAsync(patience.Token);
        }
        while (line == "{}");
        return line.ShouldNotBeNull();
    }
}
