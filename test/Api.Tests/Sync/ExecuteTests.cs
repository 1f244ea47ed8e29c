using System.Text;
using System.Text.Json;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Shares;

namespace Anchorage.Api.Tests.Sync;

/// <summary>Copying what a comparison found, from agent to agent.</summary>
public sealed class ExecuteTests(ShareHouse house) : IClassFixture<ShareHouse>
{
    [Fact, Trait("case", "D-25")]
    public async Task Every_content_and_name_arrives_byte_by_byte_with_its_mode_and_time()
    {
        SyncRig rig = await SyncRig.NewAsync(house);
        byte[] large = new byte[3 * 1024 * 1024 + 7];
        new Random(11).NextBytes(large);
        Dictionary<string, byte[]> files = new()
        {
            ["empty"] = [], ["nul.bin"] = [0, 1, 0, 255], ["crlf.txt"] = "a\r\nb\r\n"u8.ToArray(), ["bom.txt"] = [0xEF, 0xBB, 0xBF, 65], ["文.txt"] = "你好，世界。文字"u8.ToArray(),
            ["bad-utf8"] = [0xC3, 0x28, 0xFF, 0xFE], ["with space \"and\" quotes'.txt"] = [1], ["ümläut/ß.txt"] = [2], ["back\\slash"] = [3], ["line\nbreak"] = [4], ["deep/er/large.bin"] = large,
        };
        foreach ((string name, byte[] content) in files)
        {
            SyncRig.Write(rig.LeftRoot, "app/" + name, content);
        }

        string script = Path.Combine(rig.LeftRoot, "app", "crlf.txt");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        JsonElement found = await rig.CompareAsync();
        Answer done = (await rig.ExecuteAsync(SyncRig.Items(found))).ShouldBe(200);
        done["success"].ShouldBe("True", done.Text);
        done["successful"].ShouldBe($"{files.Count}");
        SyncRig.Tree(Path.Combine(rig.RightRoot, "app")).ShouldBe(SyncRig.Tree(Path.Combine(rig.LeftRoot, "app")));
        File.GetUnixFileMode(Path.Combine(rig.RightRoot, "app", "crlf.txt")).ShouldBe(File.GetUnixFileMode(script));
        (await rig.CompareAsync()).GetProperty("items").GetArrayLength().ShouldBe(0);

        // And back into an empty place.
        Answer there = (await rig.Owner.PostAsync(
            "/api/cloud/sync/compare-cross-instance", new { sourceInstanceId = rig.Right, destinationInstanceId = rig.Left, sourcePath = "/app", targetPath = "/back" })).ShouldBe(200);
        (await rig.Owner.PostAsync(
            "/api/cloud/sync/execute-from-comparison",
            new { sourceInstanceId = rig.Right, destinationInstanceId = rig.Left, sourcePath = "/app", targetPath = "/back", items = there.Json.GetProperty("comparison").GetProperty("items") })).ShouldBe(200)["failed"].ShouldBe("0");
        SyncRig.Tree(Path.Combine(rig.LeftRoot, "back")).ShouldBe(SyncRig.Tree(Path.Combine(rig.LeftRoot, "app")));
        JsonElement row = (await rig.Owner.AuditAsync("action=file.sync"))[^1];
        row.GetProperty("details").GetProperty("source").GetString().ShouldBe(rig.Left);
        house.Server.Log.Errors.ShouldBeEmpty();
    }

    [Fact, Trait("case", "D-26")]
    public async Task A_conflict_is_overwritten_only_by_choice_and_never_when_a_side_changed_since()
    {
        SyncRig rig = await SyncRig.NewAsync(house);
        DateTime first = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        SyncRig.Write(rig.LeftRoot, "app/f", "left", first.AddDays(2));
        SyncRig.Write(rig.RightRoot, "app/f", "right", first.AddDays(3));
        object options = new { lastSync = new DateTimeOffset(first.AddDays(1)).ToUnixTimeMilliseconds() };
        JsonElement found = await rig.CompareAsync(options);
        SyncRig.Paths(found, "conflict").ShouldBe(["f"]);

        // Somebody writes there after the comparison: what was chosen is a conflict, nothing is written and nothing left over.
        SyncRig.Write(rig.RightRoot, "app/f", "right again", first.AddDays(3));
        Answer refused = (await rig.ExecuteAsync(SyncRig.Items(found))).ShouldBe(200);
        refused["conflicts"].ShouldBe("1");
        refused.Json.GetProperty("results")[0].GetProperty("errorCode").GetString().ShouldBe("changed_meanwhile");
        Read(rig.RightRoot, "app/f").ShouldBe("right again");
        found = await rig.CompareAsync(options);
        SyncRig.Write(rig.LeftRoot, "app/f", "left again", first.AddDays(4));
        (await rig.ExecuteAsync(SyncRig.Items(found))).ShouldBe(200)["conflicts"].ShouldBe("1");
        Directory.EnumerateFiles(Path.Combine(rig.RightRoot, "app")).Select(Path.GetFileName).ShouldBe(["f"]);

        // One that appears where there was none.
        SyncRig.Write(rig.LeftRoot, "app/new", "new");
        found = await rig.CompareAsync(options);
        SyncRig.Write(rig.RightRoot, "app/new", "meanwhile");
        Answer both = (await rig.ExecuteAsync(SyncRig.Items(found))).ShouldBe(200);
        (both["successful"], both["conflicts"]).ShouldBe(("1", "1"));
        Read(rig.RightRoot, "app/new").ShouldBe("meanwhile");
        Read(rig.RightRoot, "app/f").ShouldBe("left again");
        (await rig.CompareAsync(options)).GetProperty("summary").GetProperty("conflict").GetInt32().ShouldBe(1);

        // The other side is picked by copying the other way; then nothing differs any more.
        Answer back = (await rig.Owner.PostAsync(
            "/api/cloud/sync/compare-cross-instance", new { sourceInstanceId = rig.Right, destinationInstanceId = rig.Left, sourcePath = "/app", targetPath = "/app" })).ShouldBe(200);
        (await rig.Owner.PostAsync(
            "/api/cloud/sync/execute-from-comparison",
            new { sourceInstanceId = rig.Right, destinationInstanceId = rig.Left, sourcePath = "/app", targetPath = "/app", items = back.Json.GetProperty("comparison").GetProperty("items") })).ShouldBe(200)["successful"].ShouldBe("1");
        Read(rig.LeftRoot, "app/new").ShouldBe("meanwhile");
        (await rig.CompareAsync(options)).GetProperty("items").GetArrayLength().ShouldBe(0);
        string backup = Directory.EnumerateFiles(Path.Combine(rig.RightRoot, ".anchorage-backups")).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(backup, TestContext.Current.CancellationToken)).ShouldBe("right again");
    }

    [Fact]
    public async Task A_share_that_ends_ends_a_copy_and_nothing_half_stays()
    {
        SyncRig rig = await SyncRig.NewAsync(house);
        string own = await rig.Friend.NewInstanceAsync();
        for (int i = 0; i < 4000; i++)
        {
            SyncRig.Write(rig.LeftRoot, $"app/{i:0000}", $"content {i}");
        }

        Answer shared = (await rig.Owner.PostAsync("/api/cloud/shares/save", new { shareeId = rig.Friend.Name, instanceId = rig.Left, permissions = (string[])["read:cloud_instance", "read:cloud_files"] })).ShouldBe(200);
        object sides = new { sourceInstanceId = rig.Left, destinationInstanceId = own, sourcePath = "/app", targetPath = "/app" };
        Answer found = (await rig.Friend.PostAsync("/api/cloud/sync/compare-cross-instance", sides)).ShouldBe(200);
        HttpRequestMessage request = rig.Friend.Request(HttpMethod.Post, "/api/cloud/sync/execute-from-comparison");
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        request.Content = new StringContent(
            JsonSerializer.Serialize(new { sourceInstanceId = rig.Left, destinationInstanceId = own, sourcePath = "/app", targetPath = "/app", items = found.Json.GetProperty("comparison").GetProperty("items") }),
            Encoding.UTF8,
            "application/json");
        using HttpResponseMessage response = await rig.Friend.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using StreamReader lines = new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        (await lines.ReadLineAsync(TestContext.Current.CancellationToken))!.ShouldContain("progress");
        (await rig.Owner.PostAsync("/api/cloud/shares/delete", new { id = shared["share.id"] })).ShouldBe(200);
        string last = string.Empty;
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            last = line;
        }

        JsonElement result = JsonDocument.Parse(last).RootElement.GetProperty("result");
        int done = result.GetProperty("successful").GetInt32();
        done.ShouldBeInRange(1, 3999);
        JsonElement end = result.GetProperty("results")[3999];
        end.GetProperty("errorCode").GetString().ShouldBe("instance_not_found");
        string[] there = [.. Directory.EnumerateFiles(Path.Combine(house.Node.Files.PathOf(own), "app")).Select(f => Path.GetFileName(f))];
        there.Length.ShouldBe(done);
        there.ShouldNotContain(f => f.Contains("anchorage", StringComparison.Ordinal));
    }

    [Fact, Trait("case", "D-09")]
    public async Task A_read_only_share_is_compared_from_and_neither_read_nor_written()
    {
        SyncRig rig = await SyncRig.NewAsync(house);
        string own = await rig.Friend.NewInstanceAsync();
        SyncRig.Write(rig.LeftRoot, "app/secret", "secret content");
        await house.ShareAsync(rig.Owner, rig.Friend, rig.Left, "read:cloud_instance");
        object from = new { sourceInstanceId = rig.Left, destinationInstanceId = own, sourcePath = "/app", targetPath = "/app" };
        Answer found = (await rig.Friend.PostAsync("/api/cloud/sync/compare-cross-instance", from)).ShouldBe(200);
        found.Json.GetProperty("comparison").GetProperty("items").GetArrayLength().ShouldBe(1);
        object items = found.Json.GetProperty("comparison").GetProperty("items");

        // No content through the back door, and nothing into it.
        (await rig.Friend.PostAsync("/api/cloud/sync/execute-from-comparison", new { sourceInstanceId = rig.Left, destinationInstanceId = own, sourcePath = "/app", targetPath = "/app", items })).ShouldBe(403, "forbidden");
        Directory.Exists(Path.Combine(house.Node.Files.PathOf(own), "app")).ShouldBeFalse();
        (await rig.Friend.PostAsync("/api/cloud/sync/compare-cross-instance", new { sourceInstanceId = own, destinationInstanceId = rig.Left, sourcePath = "/", targetPath = "/app" })).ShouldBe(403, "forbidden");
        (await rig.Friend.PostAsync("/api/cloud/sync/execute-from-comparison", new { sourceInstanceId = own, destinationInstanceId = rig.Left, sourcePath = "/", targetPath = "/app", items = new[] { new { path = "file", source = new { etag = "x" } } } }))
            .ShouldBe(403, "forbidden");
        (await rig.Friend.PostAsync("/api/cloud/sync/compare-cross-instance", new { sourceInstanceId = rig.Right, destinationInstanceId = own, sourcePath = "/", targetPath = "/" })).ShouldBe(404, "instance_not_found");

        // With the content given too, it is copied from; still not into.
        (await rig.Owner.PostAsync("/api/cloud/shares/save", new { shareeId = rig.Friend.Name, instanceId = rig.Left, permissions = (string[])["read:cloud_instance", "read:cloud_files"] })).ShouldBe(200);
        await Gateway.Wait.UntilAsync(
            async () => (await rig.Friend.PostAsync("/api/cloud/sync/execute-from-comparison", new { sourceInstanceId = rig.Left, destinationInstanceId = own, sourcePath = "/app", targetPath = "/app", items })).Status == 200,
            "the share counts");
        Read(house.Node.Files.PathOf(own), "app/secret").ShouldBe("secret content");
    }

    private static string Read(string root, string path) => File.ReadAllText(Path.Combine(root, path));
}
