using System.Text.Json;
using Anchorage.Api.Sync;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Shares;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Tests.Sync;

/// <summary>Two folders on two instances, with the agent's own code behind them: what is found, and what is refused or fails.</summary>
public sealed class CompareTests(ShareHouse house) : IClassFixture<ShareHouse>
{
    private static readonly DateTime Old = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime New = new(2025, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact, Trait("case", "D-22")]
    public async Task Each_path_is_in_its_class_and_nothing_is_written()
    {
        SyncRig rig = await SyncRig.NewAsync(house);
        foreach ((string path, string? left, DateTime leftTime, string? right, DateTime rightTime) in ((string, string?, DateTime, string?, DateTime)[])
        [
            ("left", "x", Old, null, Old), ("deep/right", null, Old, "x", Old), ("same", "same", Old, "same", Old), ("touched", "same", Old, "same", New),
            ("newer-left", "abc", New, "xyz", Old), ("newer-right", "abc", Old, "longer", New), ("both", "abc", New, "xyz", New.AddDays(1)), ("tie", "abc", Old, "xyz", Old),
        ])
        {
            if (left is not null)
            {
                SyncRig.Write(rig.LeftRoot, "app/" + path, left, leftTime);
            }

            if (right is not null)
            {
                SyncRig.Write(rig.RightRoot, "app/" + path, right, rightTime);
            }
        }

        SyncRig.Write(rig.LeftRoot, "app/kind", "a file", Old);
        SyncRig.Write(rig.RightRoot, "app/kind/inner", "in a folder", Old);
        File.CreateSymbolicLink(Path.Combine(rig.LeftRoot, "app", "link"), "same");
        SyncRig.Write(rig.RightRoot, "app/link", "no link", Old);
        (Dictionary<string, string> before, Dictionary<string, string> beforeRight) = (SyncRig.Tree(rig.LeftRoot), SyncRig.Tree(rig.RightRoot));

        long between = new DateTimeOffset(Old.AddDays(5)).ToUnixTimeMilliseconds();
        JsonElement found = await rig.CompareAsync(new { includeIdentical = true, lastSync = between });
        SyncRig.Paths(found, "onlyInSource").ShouldBe(["left"]);
        SyncRig.Paths(found, "onlyInDestination").ShouldBe(["deep/right"]);
        SyncRig.Paths(found, "identical").ShouldBe(["same", "touched"]);
        SyncRig.Paths(found, "newerInSource").ShouldBe(["newer-left"]);
        SyncRig.Paths(found, "newerInDestination").ShouldBe(["newer-right"]);
        SyncRig.Paths(found, "conflict").ShouldBe(["both", "kind", "kind/inner", "link", "tie"]);
        SyncRig.Items(found, "conflict").ShouldAllBe(i => i.GetProperty("reason").GetString()!.Length > 0);
        found.GetProperty("summary").GetProperty("conflict").GetInt32().ShouldBe(5);
        found.GetProperty("clocksAgree").GetBoolean().ShouldBeTrue();

        // Without a time at which they were the same the later change is the newer one; what is the same is only counted.
        JsonElement plain = await rig.CompareAsync();
        SyncRig.Paths(plain, "newerInDestination").ShouldBe(["both", "newer-right"]);
        SyncRig.Paths(plain, "identical").ShouldBeEmpty();
        plain.GetProperty("summary").GetProperty("identical").GetInt32().ShouldBe(2);
        SyncRig.Tree(rig.LeftRoot).ShouldBe(before);
        SyncRig.Tree(rig.RightRoot).ShouldBe(beforeRight);
    }

    [Fact, Trait("case", "D-23")]
    public async Task What_is_excluded_is_matched_by_names_and_paths()
    {
        SyncRig rig = await SyncRig.NewAsync(house);
        foreach (string path in (string[])["a/node_modules/x", ".doh/y", "node_modules_notes.txt", "my.doh.txt", "doh.yaml", "a/b.log", "src/gen/c.cs", "other/src/gen/d.cs", "top", "a/top", "A/Node_Modules/z"])
        {
            SyncRig.Write(rig.LeftRoot, "app/" + path, "x");
        }

        SyncRig.Paths(await rig.CompareAsync(), "onlyInSource").ShouldBe(["A/Node_Modules/z", "a/b.log", "a/top", "doh.yaml", "my.doh.txt", "node_modules_notes.txt", "other/src/gen/d.cs", "src/gen/c.cs", "top"], ignoreOrder: true);
        string[] exclude = ["node_modules/**", ".doh/", "*.log", "src/gen/*", "/top"];
        JsonElement some = await rig.CompareAsync(new { exclude });
        SyncRig.Paths(some, "onlyInSource").ShouldBe(["A/Node_Modules/z", "a/top", "doh.yaml", "my.doh.txt", "node_modules_notes.txt", "other/src/gen/d.cs"], ignoreOrder: true);
        SyncRig.Paths(await rig.CompareAsync(new { exclude = (string[])["**/gen/**", "a/**/top"] }), "onlyInSource").ShouldNotContain(p => p.Contains("gen/") || p == "a/top");
        foreach (string invalid in (string[])["", "../x", "a/./b", "a\0b", new string('x', 300)])
        {
            (await rig.Owner.PostAsync("/api/cloud/sync/compare-cross-instance", rig.Sides(new { exclude = (string[])[invalid] }))).ShouldBe(400, "invalid_request");
        }

        // A pattern that makes others slow.
        JsonElement slow = await rig.CompareAsync(new { exclude = (string[])[string.Concat(Enumerable.Repeat("**/", 80)) + "*a*a*a*a*b"] });
        SyncRig.Paths(slow, "onlyInSource").Length.ShouldBe(11);
    }

    [Fact]
    public async Task What_cannot_be_compared_says_why()
    {
        SyncRig rig = await SyncRig.NewAsync(house);
        foreach ((string left, string right, string from, string to, int status, string code) in ((string, string, string, string, int, string)[])
        [
            (rig.Left, rig.Right, "/none", "/app", 404, "file_not_found"), (rig.Left, rig.Right, "/file", "/app", 409, "file_not_folder"), (rig.Left, rig.Left, "/app", "/app/", 400, "invalid_request"),
            (rig.Left, rig.Left, "/", "/app", 400, "invalid_request"), (rig.Left, "nosuch", "/", "/", 404, "instance_not_found"), ("nosuch", rig.Right, "/", "/", 404, "instance_not_found"),
            (rig.Left, "", "/", "/", 400, "invalid_request"),
        ])
        {
            (await rig.Owner.PostAsync("/api/cloud/sync/compare-cross-instance", new { sourceInstanceId = left, destinationInstanceId = right, sourcePath = from, targetPath = to })).ShouldBe(status, code);
        }

        // A destination that is not there yet is empty, and clients of system D name instances with their owners.
        Answer fresh = (await rig.Owner.PostAsync(
            "/api/cloud/sync/compare-cross-instance",
            new { sourceInstanceId = $"{rig.Owner.Id}_{rig.Left}", destinationInstanceId = rig.Right, sourcePath = "/", targetPath = "/not/yet" })).ShouldBe(200);
        fresh["comparison.destination.exists"].ShouldBe("False");
        fresh["comparison.summary.onlyInSource"].ShouldNotBe("0");
    }

    [Fact]
    public void Clocks_that_do_not_agree_and_what_cannot_be_read_are_for_a_person_to_decide()
    {
        TreeListing left = new("/", [File("a", 1, "x", 100_000), File("dark/b", 1, "x", 1), File("c", 1, null, 1)], ["dark"], 1, false, ["c"]);
        TreeListing right = new("/", [File("a", 1, "y", 1), File("c", 1, "z", 1)], ["dark"], 1, false, ["dark"]);
        new FolderComparison(left, right, null, null).Items().ShouldAllBe(i => i.Status == ComparedStatus.Conflict && i.Reason!.Length > 0);
        new FolderComparison(left, right, 4000, null).Items().Single(i => i.Path == "a").Status.ShouldBe(ComparedStatus.NewerInSource);
        new FolderComparison(left, right, 100_000, null).Items().Single(i => i.Path == "a").Status.ShouldBe(ComparedStatus.Conflict);
        new FolderComparison(left, right, null, 50_000).Items().Single(i => i.Path == "a").Status.ShouldBe(ComparedStatus.NewerInSource);

        // A node that names a file twice, or something without a name, breaks nothing.
        TreeListing strange = new("/", [File("a", 1, "x", 1), File("a", 2, "y", 2), null!], [], 0, false);
        new FolderComparison(strange, right, 0, null).Items().Count().ShouldBe(2);

        static TreeFile File(string path, long size, string? md5, long time) => new(path, size, time, "0644", md5, null, "e");
    }

    [Fact]
    public async Task One_file_that_fails_leaves_nothing_and_does_not_stop_the_rest()
    {
        SyncRig rig = await SyncRig.NewAsync(house);
        SyncRig.Write(rig.LeftRoot, "app/a", "a");
        SyncRig.Write(rig.LeftRoot, "app/b", "b");
        SyncRig.Write(rig.LeftRoot, "app/c", "c");
        File.CreateSymbolicLink(Path.Combine(rig.LeftRoot, "app", "link"), "/app/a");
        JsonElement found = await rig.CompareAsync();
        File.Delete(Path.Combine(rig.LeftRoot, "app", "a"));

        // What is a link in the destination is not written through.
        Directory.CreateDirectory(Path.Combine(rig.RightRoot, "app"));
        File.CreateSymbolicLink(Path.Combine(rig.RightRoot, "app", "b"), "../file");
        Answer some = (await rig.ExecuteAsync(SyncRig.Items(found))).ShouldBe(200);
        some["success"].ShouldBe("False");
        JsonElement[] results = [.. some.Json.GetProperty("results").EnumerateArray()];
        results.Select(r => r.GetProperty("path").GetString()).ShouldBe(["a", "b", "c", "link"]);
        results.Select(r => r.GetProperty("success").GetBoolean()).ShouldBe([false, false, true, false]);
        results[0].GetProperty("errorCode").GetString().ShouldBe("file_not_found");
        Read(rig.RightRoot, "file").ShouldBe("content");
        Directory.EnumerateFiles(Path.Combine(rig.RightRoot, "app")).Select(Path.GetFileName).ShouldBe(["b", "c"], ignoreOrder: true);
        foreach (object body in (object[])
        [
            new { items = Array.Empty<object>() }, new { items = new object?[] { null } }, new { items = new[] { new { path = "a" } } }, new { items = new[] { new { path = "a", source = new { etag = "" } } } },
        ])
        {
            JsonElement items = JsonSerializer.SerializeToElement(body).GetProperty("items");
            (await rig.Owner.PostAsync(
                "/api/cloud/sync/execute-from-comparison",
                new { sourceInstanceId = rig.Left, destinationInstanceId = rig.Right, sourcePath = "/app", targetPath = "/app", items })).ShouldBe(400, "invalid_request");
        }
    }

    [Fact, Trait("case", "D-15")]
    public async Task No_path_of_a_comparison_or_a_copy_leads_out()
    {
        SyncRig rig = await SyncRig.NewAsync(house);
        SyncRig.Write(rig.LeftRoot, "app/a", "a");
        File.CreateSymbolicLink(Path.Combine(rig.LeftRoot, "out"), "/etc");
        File.CreateSymbolicLink(Path.Combine(rig.RightRoot, "out"), "/tmp");
        foreach (string path in (string[])["../x", "/../x", "/a/../../x", "x", "./x", "/a/./b", "", "/a\0b", "%2e%2e/x", "\\x2e\\x2e/x", "/\\x2e\\x2e/x"])
        {
            foreach ((string from, string to) in ((string, string)[])[(path, "/app"), ("/app", path)])
            {
                (await rig.Owner.PostAsync("/api/cloud/sync/compare-cross-instance", new { sourceInstanceId = rig.Left, destinationInstanceId = rig.Right, sourcePath = from, targetPath = to })).ShouldBe(400, "invalid_request");
                (await ExecuteAsync(rig, from, to, "a")).ShouldBe(400, "invalid_request");
            }
        }

        foreach (string item in (string[])["../x", "a/../../x", "/etc/passwd", "./a", "a/", "", "a\0b", "\\x2e\\x2e/x", "x/\\x2e\\x2e/\\x2e\\x2e/y"])
        {
            (await ExecuteAsync(rig, "/app", "/app", item)).ShouldBe(400, "invalid_request");
        }

        // Links lead within the instance alone; an encoded dot that is decoded nowhere is a name.
        (await rig.Owner.PostAsync("/api/cloud/sync/compare-cross-instance", new { sourceInstanceId = rig.Left, destinationInstanceId = rig.Right, sourcePath = "/out", targetPath = "/app" })).ShouldBe(404, "file_not_found");
        Answer result = (await ExecuteAsync(rig, "/", "/app", "out/passwd")).ShouldBe(200);
        result.Json.GetProperty("results")[0].GetProperty("errorCode").GetString().ShouldBe("file_not_found");
        (await ExecuteAsync(rig, "/app", "/app", "%2e%2e/a")).ShouldBe(200).Json.GetProperty("results")[0].GetProperty("errorCode").GetString().ShouldBe("file_not_found");
        string etag = (await rig.CompareAsync()).GetProperty("items")[0].GetProperty("source").GetProperty("etag").GetString()!;
        (await ExecuteAsync(rig, "/app", "/out/deep", "a", etag)).ShouldBe(200)["failed"].ShouldBe("1");
        Directory.Exists("/tmp/deep").ShouldBeFalse();
    }

    private static Task<Answer> ExecuteAsync(SyncRig rig, string from, string to, string item, string etag = "x") => rig.Owner.PostAsync(
        "/api/cloud/sync/execute-from-comparison",
        new { sourceInstanceId = rig.Left, destinationInstanceId = rig.Right, sourcePath = from, targetPath = to, items = new[] { new { path = item, source = new { etag } } } });

    private static string Read(string root, string path) => File.ReadAllText(Path.Combine(root, path));
}
