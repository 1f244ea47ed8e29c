using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using ModelContextProtocol;

namespace Anchorage.Api.Tests.Mcp;

/// <summary>The tools between two instances, and what refuses all ten of system D.</summary>
public sealed class SyncToolTests(McpHouse house) : IClassFixture<McpHouse>
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"sync_files","arguments":{"targetInstance":"INSTANCE","files":[{"path":"/door","content":"x"}]}}}""";

    [Fact, Trait("case", "D-33")]
    public async Task Nothing_is_executed_before_everything_is_in_order()
    {
        (Person owner, string open, McpProgram program) = await house.OpenAsync();
        await using McpProgram connected = program;
        (_, string foreign, McpProgram other) = await house.OpenAsync();
        await using McpProgram stranger = other;
        string closed = await owner.NewInstanceAsync();
        string body = Call.Replace("INSTANCE", open, StringComparison.Ordinal);
        foreach (Person nobody in (Person[])[house.Server.Stranger(), owner.With("no-token")])
        {
            (await nobody.SendAsync(HttpMethod.Post, "/mcp", PersonActions.Raw(body), r => r.Headers.Accept.ParseAdd("application/json, text/event-stream"))).ShouldBe(401, "not_signed_in");
        }

        foreach ((string tool, Func<string, object> arguments) in Ten)
        {
            if (tool != "list_user_instances")
            {
                (await program.CallAsync(tool, arguments(closed))).Code.ShouldBe("mcp_not_allowed", tool);
                (await program.CallAsync(tool, arguments(foreign))).Code.ShouldBe("instance_not_found", tool);
            }
        }

        // Both sides must be open, whichever is read.
        foreach ((string tool, _) in Ten.Where(t => t.Tool.Contains("cross", StringComparison.Ordinal) || t.Tool.Contains("comparison", StringComparison.Ordinal)))
        {
            (await program.CallAsync(tool, Sides(tool, closed, open))).Code.ShouldBe("mcp_not_allowed", tool);
            (await program.CallAsync(tool, Sides(tool, open, closed))).Code.ShouldBe("mcp_not_allowed", tool);
            (await program.CallAsync(tool, Sides(tool, foreign, open))).Code.ShouldBe("instance_not_found", tool);
        }

        (await Should.ThrowAsync<McpProtocolException>(() => program.CallAsync("mcp_clear_all", new { targetInstance = open }))).ErrorCode.ShouldBe(McpErrorCode.InvalidParams);
        foreach (string instance in (string[])[open, closed, foreign])
        {
            Directory.EnumerateFileSystemEntries(house.Node.Files.PathOf(instance)).Select(Path.GetFileName).ShouldBe(["file", ".anchorage-trash"], ignoreOrder: true);
        }

        (await owner.AuditAsync("action=file.*")).ShouldBeEmpty();

        // Open to programs, they answer; what runs in the instance is answered by its node.
        foreach ((string tool, Func<string, object> arguments) in Ten)
        {
            string? code = (await program.CallAsync(tool, arguments(open))).Code;
            (code is null or "agent_error" or "agent_timeout" && (code is null || tool == "run_command")).ShouldBeTrue($"{tool}: {code}");
        }

        Answer connections = (await owner.GetAsync("/api/cloud/mcp-connections")).ShouldBe(200);
        connections.Json.GetProperty("connections").EnumerateArray().Single().GetProperty("calls").GetInt32().ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Folders_are_compared_and_copied_and_conflicts_left_alone()
    {
        (Person owner, string source, McpProgram program) = await house.OpenAsync();
        await using McpProgram connected = program;
        string target = await owner.NewInstanceAsync();
        (await owner.PatchAsync($"/api/instances/{target}", new { mcpControllable = true, mcpApproval = "off" })).ShouldBe(200);
        (string from, string to) = (house.Node.Files.PathOf(source), house.Node.Files.PathOf(target));
        DateTime old = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Write(from, "app/new", "new", old);
        Write(from, "app/older", "old in source", old);
        Write(to, "app/older", "newer in target", old.AddDays(1));
        Write(from, "app/newer", "newer in source", old.AddDays(1));
        Write(to, "app/newer", "old in target", old);

        object sides = new { sourceInstance = source, targetInstance = target, sourcePath = "/app", targetPath = "/app" };
        (string? code, JsonElement found) = await program.CallAsync("compare_files_cross_instance", sides);
        code.ShouldBeNull();
        found.GetProperty("summary").GetProperty("newerInDestination").GetInt32().ShouldBe(1);
        File.Exists(Path.Combine(to, "app", "new")).ShouldBeFalse();
        JsonElement item = found.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("path").GetString() == "newer");
        object chosen = new { path = "newer", sourceEtag = item.GetProperty("sourceEtag").GetString(), targetEtag = item.GetProperty("targetEtag").GetString() };
        object execute = new { sourceInstance = source, targetInstance = target, sourcePath = "/app", targetPath = "/app", items = new[] { chosen } };
        (code, JsonElement copied) = await program.CallAsync("execute_sync_from_comparison", execute);
        code.ShouldBeNull();
        copied.GetProperty("successful").GetInt32().ShouldBe(1);
        (await program.CallAsync("execute_sync_from_comparison", execute)).Answer.GetProperty("conflicts").GetInt32().ShouldBe(1);

        (code, JsonElement folder) = await program.CallAsync("cross_instance_sync_folder", sides);
        code.ShouldBeNull();
        folder.GetProperty("successful").GetInt32().ShouldBe(1);
        folder.GetProperty("leftAlone").EnumerateArray().Single().GetProperty("path").GetString().ShouldBe("older");
        Read(to, "app/new").ShouldBe("new");
        Read(to, "app/newer").ShouldBe("newer in source");
        Read(to, "app/older").ShouldBe("newer in target");

        (code, JsonElement named) = await program.CallAsync("cross_instance_sync_files", new { sourceInstance = source, targetInstance = target, sourcePath = "/app", targetPath = "/app", files = (string[])["older", "none"] });
        code.ShouldBeNull();
        named.GetProperty("results")[1].GetProperty("errorCode").GetString().ShouldBe("file_not_found");
        Read(to, "app/older").ShouldBe("old in source");
        (await program.CallAsync("cross_instance_sync_files", new { sourceInstance = source, targetInstance = target, sourcePath = "/app", targetPath = "/app", files = (string[])["../file"] })).Code.ShouldBe("invalid_request");
        JsonElement[] rows = await owner.AuditAsync("action=mcp.call");
        rows[0].GetProperty("details").GetProperty("source").GetString().ShouldBe(source);
        rows[0].GetProperty("object").GetProperty("id").GetString().ShouldBe(target);
    }

    [Fact]
    public async Task Each_owner_says_yes_for_their_own_instance()
    {
        (Person owner, string source, McpProgram own) = await house.OpenAsync("all");
        await using McpProgram unused = own;
        (Person writer, string target, McpProgram program) = await house.OpenAsync("writes");
        await using McpProgram connected = program;
        (await owner.PostAsync("/api/cloud/shares/save", new { shareeId = writer.Name, instanceId = source, permissions = (string[])["read:cloud_instance", "read:cloud_files"] })).ShouldBe(200);
        object arguments = new { sourceInstance = source, targetInstance = target, sourcePath = "/", targetPath = "/in", files = (string[])["file"] };
        Task<(string? Code, JsonElement Answer)> refused = program.CallAsync("cross_instance_sync_files", arguments);
        await DecideAsync(writer, "approve");
        await DecideAsync(owner, "deny");
        (await refused).Code.ShouldBe("mcp_call_denied");
        Directory.Exists(Path.Combine(house.Node.Files.PathOf(target), "in")).ShouldBeFalse();

        Task<(string? Code, JsonElement Answer)> granted = program.CallAsync("cross_instance_sync_files", arguments);
        await DecideAsync(owner, "approve");
        await DecideAsync(writer, "approve");
        (string? code, JsonElement answer) = await granted;
        code.ShouldBeNull();
        answer.GetProperty("successful").GetInt32().ShouldBe(1);
        Read(house.Node.Files.PathOf(target), "in/file").ShouldBe("content");
        foreach (Person asked in (Person[])[owner, writer])
        {
            (await asked.GetAsync("/api/mcp/calls")).Items().ShouldAllBe(c => c.GetProperty("state").GetString() != "waiting" && c.GetProperty("state").GetString() != "approved");
        }
    }

    private static (string Tool, Func<string, object> Arguments)[] Ten =>
    [
        ("list_user_instances", _ => new { }), ("get_logs", id => new { targetInstance = id }), ("get_status", id => new { targetInstance = id }), ("restart_instance", id => new { targetInstance = id }),
        ("sync_files", id => new { targetInstance = id, files = new[] { new { path = "/synced", content = "x" } } }), ("run_command", id => new { targetInstance = id, command = (string[])["true"], timeoutSeconds = 1 }),
        ("compare_files_cross_instance", id => Sides("compare_files_cross_instance", id, id)), ("cross_instance_sync_files", id => Sides("cross_instance_sync_files", id, id)),
        ("cross_instance_sync_folder", id => Sides("cross_instance_sync_folder", id, id)), ("execute_sync_from_comparison", id => Sides("execute_sync_from_comparison", id, id)),
    ];

    private static object Sides(string tool, string source, string target) => tool switch
    {
        "cross_instance_sync_files" => new { sourceInstance = source, targetInstance = target, sourcePath = "/.anchorage-trash", targetPath = "/out", files = (string[])["none"] },
        "execute_sync_from_comparison" => new { sourceInstance = source, targetInstance = target, sourcePath = "/.anchorage-trash", targetPath = "/out", items = new[] { new { path = "none", sourceEtag = "x" } } },
        _ => new { sourceInstance = source, targetInstance = target, sourcePath = "/.anchorage-trash", targetPath = "/out" },
    };

    private static async Task DecideAsync(Person owner, string verb)
    {
        string? id = null;
        await Wait.UntilAsync(
            async () => (id = (await owner.GetAsync("/api/mcp/calls")).Items().FirstOrDefault(c => c.GetProperty("state").GetString() == "waiting") is { ValueKind: JsonValueKind.Object } call ? call.GetProperty("id").GetString() : null) is not null,
            "a call waits");
        (await owner.PostAsync($"/api/mcp/calls/{id}/{verb}")).ShouldBe(200);
    }

    private static void Write(string root, string path, string content, DateTime time)
    {
        string full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        File.SetLastWriteTimeUtc(full, time);
    }

    private static string Read(string root, string path) => File.ReadAllText(Path.Combine(root, path));
}
