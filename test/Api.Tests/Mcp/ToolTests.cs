using System.Text.Json;
using Anchorage.Api.Mcp.Tools;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace Anchorage.Api.Tests.Mcp;

/// <summary>The protocol's own client in both generations, against the server as it is composed in production.</summary>
public sealed class ToolTests(McpHouse house) : IClassFixture<McpHouse>
{
    [Theory, InlineData(McpProgram.Sessionless), InlineData(McpProgram.WithSessions), InlineData("2025-06-18")]
    public async Task Every_generation_of_the_protocol_lists_and_calls_the_tools(string version)
    {
        (Person owner, string instance, McpProgram program) = await house.OpenAsync(version: version);
        await using McpProgram connected = program;
        program.Client.NegotiatedProtocolVersion.ShouldBe(version);
        program.Client.ServerInfo!.Name.ShouldBe("anchorage");
        IList<McpClientTool> tools = await program.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        tools.Select(t => t.Name).ShouldBe(Toolbox.All.Select(t => t.Definition.Name));
        tools.Single(t => t.Name == "get_status").ProtocolTool.Annotations!.ReadOnlyHint.ShouldBe(true);
        tools.Single(t => t.Name == "run_command").ProtocolTool.Annotations!.DestructiveHint.ShouldBe(true);

        (string? code, JsonElement listed) = await program.CallAsync("list_user_instances", new { });
        code.ShouldBeNull();
        JsonElement mine = listed.GetProperty("instances").EnumerateArray().Single();
        mine.GetProperty("id").GetString().ShouldBe(instance);
        mine.GetProperty("mcpControllable").GetBoolean().ShouldBeTrue();

        (_, JsonElement status) = await program.CallAsync("get_status", new { targetInstance = instance });
        status.GetProperty("status").GetString().ShouldBe("running");
        (_, JsonElement logs) = await program.CallAsync("get_logs", new { targetInstance = instance, lines = 5 });
        logs.GetProperty("lines").EnumerateArray().Single().GetProperty("text").GetString().ShouldBe("hello");

        List<string> progress = [];
        (code, JsonElement restarted) = await program.CallAsync("restart_instance", new { targetInstance = instance }, progress: progress);
        code.ShouldBeNull();
        restarted.GetProperty("status").GetString().ShouldBe("running");
        restarted.GetProperty("running").GetBoolean().ShouldBeFalse();

        JsonElement[] audit = await owner.AuditAsync("action=mcp.call");
        audit.Select(e => e.GetProperty("details").GetProperty("tool").GetString()).ShouldBe(["restart_instance", "get_logs", "get_status", "list_user_instances"]);
        audit[1].GetProperty("details").GetProperty("arguments").GetString().ShouldBe("lines targetInstance");
        audit[1].GetProperty("object").GetProperty("id").GetString().ShouldBe(instance);

        Answer connections = (await owner.GetAsync("/api/cloud/mcp-connections")).ShouldBe(200);
        connections.Json.GetProperty("success").GetBoolean().ShouldBeTrue();
        JsonElement connection = connections.Json.GetProperty("connections").EnumerateArray().Single();
        connection.GetProperty("client").GetString().ShouldBe("tester");
        connection.GetProperty("version").GetString().ShouldBe("1.2");
        connection.GetProperty("protocol").GetString().ShouldBe(version);
        connection.GetProperty("calls").GetInt32().ShouldBe(4);
        connections.Json.GetProperty("instances").EnumerateArray().Single().GetProperty("mcpControllable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Files_are_listed_written_read_moved_and_deleted()
    {
        (_, string instance, McpProgram program) = await house.OpenAsync();
        await using McpProgram connected = program;
        (string? code, JsonElement sync) = await program.CallAsync("sync_files", new
        {
            targetInstance = instance,
            files = new object[] { new { path = "/in/a.txt", content = "größe" }, new { path = "/in/b.bin", content = Convert.ToBase64String([0, 255, 1]), encoding = "base64" }, new { path = "relative", content = "" } },
        });
        code.ShouldBeNull();
        sync.GetProperty("successful").GetInt32().ShouldBe(2);
        sync.GetProperty("results")[2].GetProperty("errorCode").GetString().ShouldNotBeNull();

        (_, JsonElement text) = await program.CallAsync("read_file", new { targetInstance = instance, path = "/in/a.txt" });
        text.GetProperty("content").GetString().ShouldBe("größe");
        text.GetProperty("encoding").GetString().ShouldBe("utf8");
        (_, JsonElement bytes) = await program.CallAsync("read_file", new { targetInstance = instance, path = "/in/b.bin", offset = 1, length = 2 });
        Convert.FromBase64String(bytes.GetProperty("content").GetString()!).ShouldBe([255, 1]);
        bytes.GetProperty("more").GetBoolean().ShouldBeFalse();

        string etag = text.GetProperty("etag").GetString()!;
        (await program.CallAsync("write_file", new { targetInstance = instance, path = "/in/a.txt", content = "new", ifMatch = etag })).Code.ShouldBeNull();
        (await program.CallAsync("write_file", new { targetInstance = instance, path = "/in/a.txt", content = "newer", ifMatch = etag })).Code.ShouldBe("changed_meanwhile");
        (await program.CallAsync("move_file", new { targetInstance = instance, path = "/in/a.txt", target = "/in/c.txt" })).Code.ShouldBeNull();
        (await program.CallAsync("delete_file", new { targetInstance = instance, path = "/in/c.txt" })).Code.ShouldBeNull();
        (_, JsonElement folder) = await program.CallAsync("list_files", new { targetInstance = instance, path = "/in" });
        folder.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()).ShouldBe(["b.bin"]);
        (await program.CallAsync("read_file", new { targetInstance = instance, path = "/in/none" })).Code.ShouldBe("file_not_found");
        (await program.CallAsync("read_file", new { targetInstance = instance, path = "/in/b.bin", offset = 4 })).Code.ShouldBe("range_not_satisfiable");
    }

    [Fact]
    public async Task Arguments_that_do_not_fit_are_refused_by_the_name_of_the_field()
    {
        (_, string instance, McpProgram program) = await house.OpenAsync();
        await using McpProgram connected = program;
        foreach (object arguments in (object[])[new { }, new { targetInstance = (string?)null }, new { targetInstance = 3 }, new { targetInstance = instance, lines = 0 }, new { targetInstance = instance, lines = 1001 }, new { targetInstance = instance, line = 3 }])
        {
            (await program.CallAsync("get_logs", arguments)).Code.ShouldBe("invalid_request", JsonSerializer.Serialize(arguments));
        }

        (await program.CallAsync("run_command", new { targetInstance = instance, command = Array.Empty<string>() })).Code.ShouldBe("invalid_request");
        (await program.CallAsync("get_status", new { targetInstance = "none" })).Code.ShouldBe("instance_not_found");
    }

    [Fact]
    public async Task A_new_instance_is_closed_to_programs_and_comes_into_the_trash_when_it_is_deleted()
    {
        (Person owner, _, McpProgram program) = await house.OpenAsync();
        await using McpProgram connected = program;
        (string? code, JsonElement made) = await program.CallAsync("create_instance", new { name = "by-program" });
        code.ShouldBeNull();
        string id = made.GetProperty("id").GetString()!;
        made.GetProperty("status").GetString().ShouldBe("running");
        (await program.CallAsync("trash_instance", new { targetInstance = id })).Code.ShouldBe("mcp_not_allowed");
        (await owner.PatchAsync($"/api/instances/{id}", new { mcpControllable = true, mcpApproval = "off" })).ShouldBe(200);
        (await program.CallAsync("trash_instance", new { targetInstance = "by-program" })).Code.ShouldBeNull();
        (await owner.StatusOfAsync(id)).ShouldBe("trashed");
    }

    [Fact]
    public async Task Terminals_are_opened_read_and_closed()
    {
        (_, string instance, McpProgram program) = await house.OpenAsync();
        (_, string other, McpProgram foreign) = await house.OpenAsync();
        await using McpProgram connected = program;
        await using McpProgram stranger = foreign;
        (_, JsonElement opened) = await program.CallAsync("open_terminal", new { targetInstance = instance, name = "work" });
        string terminal = opened.GetProperty("id").GetString()!;
        (_, JsonElement list) = await program.CallAsync("list_terminals", new { targetInstance = instance });
        list.GetProperty("terminals").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("work");
        (_, JsonElement screen) = await program.CallAsync("read_terminal", new { targetInstance = instance, terminalId = terminal, scrollback = 1 });
        screen.GetProperty("lines")[0].GetString().ShouldBe("$ hello");
        screen.GetProperty("scrollback")[0].GetString().ShouldBe("above");

        // A terminal is named together with its instance: that one's owner has let the program in.
        (await foreign.CallAsync("read_terminal", new { targetInstance = other, terminalId = terminal })).Code.ShouldBe("terminal_not_found");
        (await foreign.CallAsync("close_terminal", new { targetInstance = other, terminalId = terminal })).Code.ShouldBe("terminal_not_found");
        (await program.CallAsync("close_terminal", new { targetInstance = instance, terminalId = terminal })).Code.ShouldBeNull();
        (await program.CallAsync("read_terminal", new { targetInstance = instance, terminalId = terminal })).Code.ShouldBe("terminal_not_found");
    }

    [Fact]
    public async Task An_unknown_tool_is_refused_and_audited()
    {
        (Person owner, _, McpProgram program) = await house.OpenAsync();
        await using McpProgram connected = program;
        McpProtocolException refusal = await Should.ThrowAsync<McpProtocolException>(() => program.CallAsync("format_disk", new { disk = "canary-unknown" }));
        refusal.ErrorCode.ShouldBe(McpErrorCode.InvalidParams);
        JsonElement row = (await owner.AuditAsync("action=mcp.call")).Single();
        row.GetProperty("outcome").GetString().ShouldBe("refused");
        row.GetProperty("details").GetProperty("arguments").GetString().ShouldBe("disk");
        row.ToString().ShouldNotContain("canary-unknown");
    }
}
