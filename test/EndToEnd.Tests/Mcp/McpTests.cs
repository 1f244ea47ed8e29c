using System.Text.Json;
using System.Text.Json.Nodes;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Mcp;

/// <summary>Programs at work in real containers, by both generations of the protocol.</summary>
public sealed class McpTests(SharedInstallation shared) : EndToEndTest
{
    [Fact]
    public async Task A_program_runs_commands_types_in_terminals_and_changes_files_in_a_container()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "mcp");
        using var cli = await CliUser.SignInAsync(user);
        await user.CreateAsync("bench");
        var token = await McpProgram.NewTokenAsync(user);
        await using var modern = await McpProgram.ConnectAsync(server.Url, token, "2026-07-28");
        await using var former = await McpProgram.ConnectAsync(server.Url, token, "2025-11-25");
        (await modern.CallAsync("run_command", new { targetInstance = "bench", command = new[] { "id" } })).Code.ShouldBe("mcp_not_allowed");
        await cli.MustAsync("mcp", "allow", "bench", "--approval", "off");

        foreach (var program in new[] { modern, former })
        {
            var ran = await program.MustAsync("run_command", new { targetInstance = "bench", command = new[] { "sh", "-c", "printf $((6*7)); printf err >&2; exit 3" }, directory = "/usr" });
            ran.GetProperty("exitCode").GetInt32().ShouldBe(3);
            ran.GetProperty("stdout").GetString().ShouldBe("42");
            ran.GetProperty("stderr").GetString().ShouldBe("err");
            await FilesAsync(program);
            await TerminalAsync(program);
        }

        await modern.MustAsync("run_command", new { targetInstance = "bench", command = new[] { "git", "init", "-b", "trunk", "/root/repo" } });
        (await modern.MustAsync("git_status", new { targetInstance = "bench", repo = "/root/repo" })).ToString().ShouldContain("trunk");
        var endless = await modern.MustAsync("run_command", new { targetInstance = "bench", command = new[] { "sleep", "1000" }, timeoutSeconds = 1 });
        endless.GetProperty("timedOut").GetBoolean().ShouldBeTrue();
        var flood = await modern.MustAsync("run_command", new { targetInstance = "bench", command = new[] { "sh", "-c", "yes | head -c 1000000" } });
        flood.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        flood.GetProperty("stdout").GetString()!.Length.ShouldBe(128 * 1024);
        (await modern.MustAsync("stop_instance", new { targetInstance = "bench" })).GetProperty("status").GetString().ShouldBe("stopped");
        (await modern.CallAsync("run_command", new { targetInstance = "bench", command = new[] { "id" } })).Code.ShouldBe("instance_stopped");
        (await former.MustAsync("start_instance", new { targetInstance = "bench" })).GetProperty("status").GetString().ShouldBe("running");
        (await former.MustAsync("restart_instance", new { targetInstance = "bench" })).GetProperty("status").GetString().ShouldBe("running");

        (await cli.MustAsync("mcp", "connections")).ShouldContain("workbench");
        await AnswersAsync(cli, modern);
        server.Logs.ShouldNotContain(token);
        await user.RemoveAsync("bench");
    }

    [Fact]
    public async Task A_call_that_waits_while_the_server_dies_is_known_afterwards_and_cannot_be_approved_any_more()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync());
        using var user = await ApiUser.SignUpAsync(server.Url, "restart");
        await user.CreateAsync("kept");
        (await user.SendAsync(HttpMethod.Patch, "/api/instances/kept", new { mcpControllable = true })).Must(200);
        await using var program = await McpProgram.ConnectAsync(server.Url, await McpProgram.NewTokenAsync(user));
        var call = program.CallAsync("run_command", new { targetInstance = "kept", command = new[] { "touch", "/root/never" } });
        var id = (string)(await WaitingAsync(user))["id"]!;
        await server.Server.KillAsync();
        await Should.ThrowAsync<Exception>(call);
        await server.StartServerAsync();
        await server.NodeOnlineAsync();
        var known = (await user.GetAsync("/api/mcp/calls"))["items"]!.AsArray().Single()!;
        ((string?)known["state"]).ShouldBe("interrupted");
        known["argumentsJson"].ShouldBeNull();
        (await user.PostAsync($"/api/mcp/calls/{id}/approve")).Must(409);
        using var cli = await CliUser.SignInAsync(user);
        (await cli.RunAsync("exec", "kept", "--", "ls", "/root/never")).Code.ShouldNotBe(0);
    }

    [Fact]
    public async Task A_program_compares_and_copies_between_a_machine_and_a_container_of_another_node()
    {
        var server = Shared(shared);
        Needs.Docker();
        using var user = await ApiUser.SignUpAsync(server.Url, "ferry");
        var (machine, anchored) = await Anchoring.AnchoredAsync(server, user, "mainland");
        Keep(machine);
        var island = (await user.CreateAsync("island")).Id();
        foreach (var instance in new[] { anchored.Id(), island })
        {
            (await user.SendAsync(HttpMethod.Patch, $"/api/instances/{instance}", new { mcpControllable = true, mcpApproval = "off" })).Must(200);
        }

        (await machine.RunAsync("su anchorage -c 'mkdir -p ~/app/node_modules && cd ~/app && printf größe > \"größe & co\" && printf \"\\000\\r\\n\\377\" > raw && echo x > node_modules/left-out'")).Code.ShouldBe(0);
        await using var program = await McpProgram.ConnectAsync(server.Url, await McpProgram.NewTokenAsync(user));
        var there = new { sourceInstance = anchored.Id(), targetInstance = island, sourcePath = "/home/anchorage/app", targetPath = "/root/app" };
        var found = await program.MustAsync("compare_files_cross_instance", there);
        found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("path").GetString()).ShouldBe(["größe & co", "raw"], ignoreOrder: true);
        (await program.MustAsync("run_command", new { targetInstance = island, command = new[] { "ls", "/root" } })).GetProperty("stdout").GetString().ShouldBe("", "a comparison writes nothing");

        var chosen = found.GetProperty("items").EnumerateArray().Select(item => new { path = item.GetProperty("path").GetString(), sourceEtag = item.GetProperty("sourceEtag").GetString() });
        var copied = await program.MustAsync("execute_sync_from_comparison", new { there.sourceInstance, there.targetInstance, there.sourcePath, there.targetPath, items = chosen });
        copied.GetProperty("successful").GetInt32().ShouldBe(2);
        (await program.MustAsync("compare_files_cross_instance", there)).GetProperty("items").GetArrayLength().ShouldBe(0);
        var sums = await program.MustAsync("run_command", new { targetInstance = island, command = new[] { "sh", "-c", "cd /root/app && sha256sum *" } });
        (await machine.RunAsync("cd /home/anchorage/app && sha256sum \"größe & co\" raw")).Standard.ShouldBe(sums.GetProperty("stdout").GetString()!.Trim());

        // And back, what is new there.
        await program.MustAsync("sync_files", new { targetInstance = island, files = new[] { new { path = "/root/app/answer", content = "42" } } });
        var back = new { sourceInstance = island, targetInstance = anchored.Id(), sourcePath = "/root/app", targetPath = "/home/anchorage/app" };
        (await program.MustAsync("cross_instance_sync_folder", back)).GetProperty("successful").GetInt32().ShouldBe(1);
        (await machine.RunAsync("cat /home/anchorage/app/answer; stat -c %U /home/anchorage/app/answer")).Standard.ShouldBe("42anchorage");
        await user.RemoveAsync("island");
        (await user.DeleteAsync($"/api/nodes/{anchored.Id()}")).Must(204);
    }

    /// <summary>The first call of a program that waits.</summary>
    internal static Task<JsonNode> WaitingAsync(ApiUser user) => Eventually.GetAsync(
        "a call that waits", 60, async () => (await user.GetAsync("/api/mcp/calls"))["items"]!.AsArray().FirstOrDefault(call => (string?)call!["state"] == "waiting"));

    private static async Task FilesAsync(McpProgram program)
    {
        await program.MustAsync("sync_files", new { targetInstance = "bench", files = new[] { new { path = "/root/work/a.txt", content = "größe" }, new { path = "/root/work/b.txt", content = "b" } } });
        (await program.MustAsync("read_file", new { targetInstance = "bench", path = "/root/work/a.txt" })).GetProperty("content").GetString().ShouldBe("größe");
        await program.MustAsync("move_file", new { targetInstance = "bench", path = "/root/work/b.txt", target = "/root/work/c.txt", overwrite = true });
        var names = (await program.MustAsync("list_files", new { targetInstance = "bench", path = "/root/work" })).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
        names.ShouldBe(["a.txt", "c.txt"]);
        await program.MustAsync("delete_file", new { targetInstance = "bench", path = "/root/work" });
        (await program.CallAsync("read_file", new { targetInstance = "bench", path = "/root/work/a.txt" })).Code.ShouldBe("file_not_found");
    }

    private static async Task TerminalAsync(McpProgram program)
    {
        var terminal = (await program.MustAsync("open_terminal", new { targetInstance = "bench", name = "by program" })).GetProperty("id").GetString();
        await program.MustAsync("type_in_terminal", new { targetInstance = "bench", terminalId = terminal, text = "for i in $(seq 100); do echo line-$i; done; echo done-$((40+2))" });
        JsonElement screen = default;
        await Eventually.HoldsAsync(
            "the output on the screen",
            60,
            async () =>
            {
                screen = await program.MustAsync("read_terminal", new { targetInstance = "bench", terminalId = terminal, scrollback = 200 });
                return Lines(screen, "lines").Contains("done-42");
            },
            () => screen.ToString());
        Lines(screen, "scrollback").ShouldContain("line-1");
        await program.MustAsync("type_in_terminal", new { targetInstance = "bench", terminalId = terminal, text = "sleep 1000", waitSeconds = 1 });
        await program.MustAsync("type_in_terminal", new { targetInstance = "bench", terminalId = terminal, text = "\u0003", enter = false, waitSeconds = 1 });
        await program.MustAsync("type_in_terminal", new { targetInstance = "bench", terminalId = terminal, text = "echo after-$((1+1))" });
        await Eventually.HoldsAsync("the shell after Ctrl-C", 60, async () =>
            Lines(await program.MustAsync("read_terminal", new { targetInstance = "bench", terminalId = terminal }), "lines").Contains("after-2"));
        await program.MustAsync("close_terminal", new { targetInstance = "bench", terminalId = terminal });
        (await program.MustAsync("list_terminals", new { targetInstance = "bench" })).GetProperty("terminals").GetArrayLength().ShouldBe(0);
    }

    private static string?[] Lines(JsonElement screen, string part) => [.. screen.GetProperty(part).EnumerateArray().Select(line => line.GetString())];

    private static async Task AnswersAsync(CliUser cli, McpProgram program)
    {
        await cli.MustAsync("mcp", "allow", "bench", "--approval", "writes");
        foreach (var (verb, code) in new[] { ("approve", null), ("deny", "mcp_call_denied") })
        {
            var call = program.CallAsync("run_command", new { targetInstance = "bench", command = new[] { "echo", "asked" } });
            JsonNode waiting = await Eventually.GetAsync("a call that waits", 60, async () =>
                JsonNode.Parse(await cli.MustAsync("mcp", "approvals", "-o", "json"))!.AsArray().FirstOrDefault());
            ((string)waiting["argumentsJson"]!).ShouldContain("asked");
            await cli.MustAsync("mcp", verb, (string)waiting["id"]!);
            (await call).Code.ShouldBe(code);
        }

        await cli.MustAsync("mcp", "forbid", "bench");
        (await program.CallAsync("get_status", new { targetInstance = "bench" })).Code.ShouldBe("mcp_not_allowed");
    }
}
