using System.Security.Cryptography;
using System.Text.Json;
using Anchorage.Api.Commands;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Shares;

namespace Anchorage.Api.Tests.Commands;

/// <summary>Commands that touch several files of one instance, with the agent's own code behind them.</summary>
public sealed class CommandBatchTests(ShareHouse house) : IClassFixture<ShareHouse>
{
    [Fact]
    public async Task Several_files_are_written_each_for_itself()
    {
        (Person ann, _, string id) = await house.PairAsync();
        Answer done = await RunAsync(ann, id, "sync_files", new { files = new object[] { new { filePath = "/a", content = "a" }, new { filePath = "/file/x", content = "x" }, new { filePath = "/b/c", content = "AAEC", encoding = "base64" } } });
        (done["result.totalFiles"], done["result.successful"], done["result.failed"]).ShouldBe(("3", "2", "1"));
        done.Json.GetProperty("result").GetProperty("results")[1].GetProperty("code").GetString().ShouldBe("file_not_folder");
        File.ReadAllBytes(Path.Combine(house.Node.Files.PathOf(id), "b", "c")).ShouldBe([0, 1, 2]);
        foreach (object payload in (object[])[new { files = Array.Empty<object>() }, new { files = new object?[] { null } }, new { }, new { files = new[] { new { filePath = "/a" } } }])
        {
            (await SendAsync(ann, id, "sync_files", payload)).ShouldBe(400, "invalid_payload");
        }
    }

    [Fact]
    public async Task A_batch_is_all_or_nothing_without_backups_too()
    {
        (Person ann, _, string id) = await house.PairAsync();
        string root = house.Node.Files.PathOf(id);
        string[] before = Listing(root);

        // What cannot be put in place is known only when the others are: a file where the batch itself needs a folder.
        Answer failed = await RunAsync(ann, id, "enhanced_sync_files", new
        {
            files = new object[] { new { filePath = "/file", content = "changed" }, new { filePath = "/new/deep/x", content = "x" }, new { filePath = "/z", content = "z" }, new { filePath = "/z/y", content = "y" } },
            options = new { createBackups = false },
        });
        failed["result.success"].ShouldBe("False");
        failed["result.rolledBack"].ShouldBe("True");
        failed["result.failed"].ShouldBe("4");
        JsonElement results = failed.Json.GetProperty("result").GetProperty("results");
        results[2].GetProperty("code").GetString().ShouldBe("file_is_folder");
        results[0].GetProperty("code").GetString().ShouldBe("operation_cancelled");
        Listing(root).ShouldBe(before);
        (await File.ReadAllTextAsync(Path.Combine(root, "file"), TestContext.Current.CancellationToken)).ShouldBe("content");

        // The same with backups, and when a checksum is wrong: nothing is left of them either.
        foreach (object file in (object[])[new { filePath = "/file/inside", content = "x" }, new { filePath = "/w", content = "w", checksum = new string('0', 64) }])
        {
            Answer refused = await RunAsync(ann, id, "enhanced_sync_files", new { files = new[] { new { filePath = "/file", content = "changed" }, file } });
            refused["result.rolledBack"].ShouldBe("True");
            Listing(root).Where(e => !e.Contains("backups", StringComparison.Ordinal)).ShouldBe(before);
        }

        string checksum = Convert.ToHexStringLower(SHA256.HashData("changed"u8));
        Answer done = await RunAsync(ann, id, "enhanced_sync_files", new { files = new object[] { new { filePath = "/file", content = "changed", checksum }, new { filePath = "/empty", content = "" } } });
        done["result.success"].ShouldBe("True");
        done["result.transactionId"].ShouldNotBeNullOrEmpty();
        done.Json.GetProperty("result").GetProperty("results")[0].GetProperty("checksum").GetString().ShouldBe(checksum);
        string backup = Directory.EnumerateFiles(Path.Combine(root, ".anchorage-backups")).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(backup, TestContext.Current.CancellationToken)).ShouldBe("content");

        // Not atomic: one that fails stops those after it, or does not.
        object[] mixed = [new { filePath = "/1", content = "1" }, new { filePath = "/file/2", content = "2" }, new { filePath = "/3", content = "3" }];
        (await RunAsync(ann, id, "enhanced_sync_files", new { files = mixed, options = new { atomic = false } }))["result.successful"].ShouldBe("1");
        File.Exists(Path.Combine(root, "3")).ShouldBeFalse();
        (await RunAsync(ann, id, "enhanced_sync_files", new { files = mixed, options = new { atomic = false, continueOnError = true } }))["result.successful"].ShouldBe("2");
        Directory.EnumerateFiles(root, "*.part", SearchOption.AllDirectories).ShouldBeEmpty();
        (await SendAsync(ann, id, "enhanced_sync_files", new { files = new[] { new { filePath = "/x", content = "%", encoding = "base64" } } })).ShouldBe(400, "invalid_payload");
    }

    [Fact]
    public async Task A_folder_is_copied_where_it_differs_and_what_is_left_over_is_cleaned_up()
    {
        (Person ann, _, string id) = await house.PairAsync();
        string root = house.Node.Files.PathOf(id);
        foreach ((string path, string content) in ((string, string)[])[("src/a", "a"), ("src/deep/b", "b"), ("src/node_modules/c", "c"), ("to/a", "a"), ("to/deep/b", "other"), ("to/mine", "mine")])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            await File.WriteAllTextAsync(Path.Combine(root, path), content, TestContext.Current.CancellationToken);
        }

        File.CreateSymbolicLink(Path.Combine(root, "src", "link"), "a");
        Answer folder = await RunAsync(ann, id, "sync_folder", new { sourcePath = "/src", targetPath = "/to" });
        (folder["result.successful"], folder["result.failed"]).ShouldBe(("2", "1"));
        folder.Json.GetProperty("result").GetProperty("results").EnumerateArray().Single(r => r.GetProperty("unchanged").GetBoolean()).GetProperty("filePath").GetString().ShouldBe("/to/a");
        (await File.ReadAllTextAsync(Path.Combine(root, "to", "deep", "b"), TestContext.Current.CancellationToken)).ShouldBe("b");
        File.Exists(Path.Combine(root, "to", "mine")).ShouldBeTrue();
        Directory.Exists(Path.Combine(root, "to", "node_modules")).ShouldBeFalse();
        Answer file = await RunAsync(ann, id, "sync_file", new { sourcePath = "/src/a", targetPath = "/new/place/a" });
        file.Json.GetProperty("result").GetProperty("results")[0].GetProperty("checksum").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData("a"u8)));
        (await SendAsync(ann, id, "sync_folder", new { sourcePath = "/src", targetPath = "/src/deep" })).ShouldBe(400, "invalid_request");
        (await SendAsync(ann, id, "sync_file", new { sourcePath = "/none", targetPath = "/x" })).ShouldBe(404, "file_not_found");

        string transfer = (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/start", new { operation = "upload", files = new[] { new { path = "/up", size = 9 } } })).ShouldBe(200)["transferId"];
        string needed = Directory.EnumerateFiles(root, "*.part").ShouldHaveSingleItem();
        string stale = Path.Combine(root, "to", ".anchorage-0123456789abcdef.part");
        string fresh = Path.Combine(root, "src", ".anchorage-fedcba9876543210.part");
        string other = Path.Combine(root, "src", "mine.part");
        foreach (string path in (string[])[stale, fresh, other])
        {
            await File.WriteAllTextAsync(path, "x", TestContext.Current.CancellationToken);
        }

        File.SetLastWriteTimeUtc(stale, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Answer temp = await RunAsync(ann, id, "cleanup", new { types = (string[])["temp"], operationId = "op-1" });
        (temp["result.temp"], temp["result.backups"], temp["result.operationId"]).ShouldBe(("1", "0", "op-1"));
        (File.Exists(stale), File.Exists(fresh), File.Exists(needed)).ShouldBe((false, true, true));
        Answer all = await RunAsync(ann, id, "cleanup", new { force = true });
        (all["result.temp"], all["result.backups"]).ShouldBe(("1", "1"));
        (File.Exists(fresh), File.Exists(needed), File.Exists(other)).ShouldBe((false, true, true));
        (await SendAsync(ann, id, "cleanup", new { types = (string[])["logs"] })).ShouldBe(400, "invalid_payload");
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{transfer}/cancel")).ShouldBe(200);
    }

    [Fact, Trait("case", "D-15")]
    public async Task No_path_of_these_commands_leads_out()
    {
        (Person ann, _, string id) = await house.PairAsync();
        foreach (string path in (string[])["../x", "/../x", "/a/../../x", "x", "./x", "/a/./b", "", "/a\0b", "%2e%2e/x", "\\x2e\\x2e/x", "/\\x2e\\x2e/x"])
        {
            foreach ((string type, object payload) in ((string, object)[])
            [
                ("get_file_comparison_data", new { path }), ("sync_folder", new { sourcePath = path, targetPath = "/to" }), ("sync_folder", new { sourcePath = "/", targetPath = path }),
                ("sync_file", new { sourcePath = path, targetPath = "/to" }), ("sync_file", new { sourcePath = "/file", targetPath = path }),
                ("get_git_status", new { repoPath = path }), ("git_init", new { repoPath = path }), ("discover_git_repos", new { basePath = path }), ("git_commit", new { repoPath = path, message = "x" }),
            ])
            {
                (await SendAsync(ann, id, type, payload)).Status.ShouldBe(400, $"{type} {path}");
            }

            foreach (string type in (string[])["sync_files", "enhanced_sync_files"])
            {
                (await RunAsync(ann, id, type, new { files = new[] { new { filePath = path, content = "x" } } }))["result.failed"].ShouldBe("1", $"{type} {path}");
            }
        }

        Directory.EnumerateFileSystemEntries(house.Node.Files.PathOf(id)).Select(Path.GetFileName).ShouldBeSubsetOf(["file", ".anchorage-trash", "repo"]);
    }

    [Fact, Trait("case", "D-09")]
    public async Task A_read_only_share_runs_no_command_of_the_list()
    {
        (Person ann, Person friend, string id) = await house.PairAsync();
        await house.ShareAsync(ann, friend, id, "read:cloud_instance");
        CommandRunner.Types.Count.ShouldBe(32);
        foreach (string type in CommandRunner.Types)
        {
            (await SendAsync(friend, id, type, new { })).ShouldBe(403, "forbidden");
        }
    }

    [Fact]
    public async Task Git_answers_under_the_names_of_system_D()
    {
        (Person ann, _, string id) = await house.PairAsync();
        house.Node.Files.PathOf(id);
        (await RunAsync(ann, id, "git_init", new { repoPath = "/fresh" }))["result.repo"].ShouldNotBeNullOrEmpty();
        JsonElement found = (await RunAsync(ann, id, "discover_git_repos")).Json.GetProperty("result");
        found.GetProperty("count").GetInt32().ShouldBe(found.GetProperty("repositories").GetArrayLength());
        found.GetProperty("repositories")[0].TryGetProperty("currentBranch", out _).ShouldBeTrue();
        JsonElement status = (await RunAsync(ann, id, "get_git_status", new { repoPath = "/repo" })).Json.GetProperty("result");
        status.GetProperty("status").TryGetProperty("staged_count", out _).ShouldBeTrue();
        status.GetProperty("branch").TryGetProperty("current", out _).ShouldBeTrue();
        (await RunAsync(ann, id, "git_status_raw", new { repoPath = "/repo" })).Json.GetProperty("result").GetProperty("status").ValueKind.ShouldBe(JsonValueKind.String);
        (await RunAsync(ann, id, "git_stage_files", new { repoPath = "/repo", files = (string[])["file"] })).Json.GetProperty("result").GetProperty("staged").GetArrayLength().ShouldBeGreaterThanOrEqualTo(0);
        (await RunAsync(ann, id, "git_commit", new { repoPath = "/repo", message = "by command" }))["result.commitHash"].ShouldNotBeNullOrEmpty();
        (await RunAsync(ann, id, "git_branch_list", new { repoPath = "/repo" })).Json.GetProperty("result").TryGetProperty("branches", out _).ShouldBeTrue();
        (await RunAsync(ann, id, "git_diff", new { repoPath = "/repo" })).Json.GetProperty("result").TryGetProperty("diff", out _).ShouldBeTrue();
        (await RunAsync(ann, id, "clear_git_caches"))["result.success"].ShouldBe("True");
        JsonElement entries = (await RunAsync(ann, id, "get_git_audit_log", new { repoPath = "/repo" })).Json.GetProperty("result").GetProperty("entries");
        entries[0].GetProperty("action").GetString().ShouldBe("git.commit");
        (await SendAsync(ann, id, "git_commit", new { repoPath = "/repo" })).ShouldBe(400, "invalid_payload")["error"].ShouldContain("message is missing");
        (await SendAsync(ann, id, "get_git_audit_log", new { limit = 0 })).ShouldBe(400, "invalid_payload");
    }

    private static string[] Listing(string root) => [.. Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Select(e => Path.GetRelativePath(root, e)).Order(StringComparer.Ordinal)];

    private static Task<Answer> SendAsync(Person person, string id, string type, object payload) => person.PostAsync($"/api/cloud/instance/{id}/command", new { type, payload });

    private static async Task<Answer> RunAsync(Person person, string id, string type, object? payload = null) => (await SendAsync(person, id, type, payload ?? new { })).ShouldBe(200);
}
