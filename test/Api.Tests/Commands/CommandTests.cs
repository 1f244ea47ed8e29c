using System.Security.Cryptography;
using System.Text.Json;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Shares;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.Api.Tests.Commands;

/// <summary>The allow-list, with the agent's own code behind it.</summary>
public sealed class CommandTests(ShareHouse house) : IClassFixture<ShareHouse>
{
    [Fact]
    public async Task Each_type_answers_what_belongs_to_it()
    {
        (Person ann, _, string id) = await house.PairAsync();
        Answer pong = await RunAsync(ann, id, "ping", new { echo = "hello" });
        pong["result.type"].ShouldBe("pong");
        pong["result.echo"].ShouldBe("hello");
        (await RunAsync(ann, id, "get_status"))["result.status"].ShouldBe("online");
        (await RunAsync(ann, id, "get_instance_info"))["result.os"].ShouldBe("Test OS");
        (await RunAsync(ann, id, "get_instance_id"))["result.userId"].ShouldBe(ann.Id);

        (await RunAsync(ann, id, "get_logs", new { lines = 2 }))["result.content"].ShouldBe("line 9\nline 10");
        (await RunAsync(ann, id, "get_logs", new { type = "doh" }))["result.lines"].ShouldBe("10");
        await RunAsync(ann, id, "update_file", new { filePath = "/app.log", content = "a\nb\nc\n" });
        (await RunAsync(ann, id, "get_logs", new { type = "app", lines = 2 }))["result.content"].ShouldBe("b\nc");
        Answer lost = await RunAsync(ann, id, "get_logs", new { type = "lost" });
        lost["result.lines"].ShouldBe("0");
        lost["result.message"].ShouldContain("/none.log");
        (await SendAsync(ann, id, "get_logs", new { type = "syslog" })).ShouldBe(404, "log_not_found");

        string configuration = (await RunAsync(ann, id, "get_configuration")).Text;
        configuration.ShouldContain("API_TOKEN");
        configuration.ShouldContain("********");

        Answer begun = await RunAsync(ann, id, "execute_doh_operation", new { operation = "update" });
        (await ann.EndOfAsync(begun["result.operationId"])).GetProperty("state").GetString().ShouldBe("succeeded");
        Answer restart = await RunAsync(ann, id, "restart_service", new { service = "doh" });
        (await ann.EndOfAsync(restart["result.operationId"])).GetProperty("kind").GetString().ShouldBe("instance.restart");
        One(await ann.GetAsync("/api/cloud/instances"), id).GetProperty("commandCount").GetInt64().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Files_are_written_read_and_listed_with_their_true_times()
    {
        (Person ann, _, string id) = await house.PairAsync();
        string root = house.Node.Files.PathOf(id);
        (await RunAsync(ann, id, "update_file", new { filePath = "/src/deep/a.txt", content = "grüße" }))["result.size"].ShouldBe("7");
        await RunAsync(ann, id, "update_file", new { filePath = "/src/deep/a.txt", content = Convert.ToBase64String([0, 1, 255]), encoding = "base64" });
        Directory.EnumerateFiles(Path.Combine(root, ".anchorage-backups")).ShouldHaveSingleItem().ShouldContain("src_deep_a.txt.");
        await RunAsync(ann, id, "update_file", new { filePath = "/src/deep/a.txt", content = "third" });
        string backup = Directory.EnumerateFiles(Path.Combine(root, ".anchorage-backups")).ShouldHaveSingleItem();
        (await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken)).ShouldBe([0, 1, 255]);

        Answer read = await RunAsync(ann, id, "read_file_content", new { filePath = "/src/deep/a.txt" });
        read["result.content"].ShouldBe("third");
        read["result.encoding"].ShouldBe("utf8");
        read["result.sha256"].ShouldBe(Convert.ToHexStringLower(SHA256.HashData("third"u8)));
        (await RunAsync(ann, id, "read_file_content", new { filePath = "/src/deep/a.txt", options = new { encoding = "base64", includeMetadata = false } }))["result.content"].ShouldBe(Convert.ToBase64String("third"u8));
        (await SendAsync(ann, id, "read_file_content", new { filePath = "/src/deep/a.txt", options = new { maxSize = 4 } })).ShouldBe(413, "file_too_large");

        DateTime old = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(root, "src", "deep", "a.txt"), old);
        Directory.CreateDirectory(Path.Combine(root, "src", "node_modules", "x"));
        await File.WriteAllTextAsync(Path.Combine(root, "src", "node_modules_notes.txt"), "kept", TestContext.Current.CancellationToken);
        Answer tree = await RunAsync(ann, id, "get_recursive_files", new { path = "/src" });
        JsonElement[] files = [.. tree.Json.GetProperty("result").GetProperty("files").EnumerateArray()];
        files.Select(f => f.GetProperty("path").GetString()).ShouldBe(["deep/a.txt", "node_modules_notes.txt"]);
        files[0].GetProperty("mtime").GetInt64().ShouldBe(new DateTimeOffset(old).ToUnixTimeMilliseconds());
        Answer compare = await RunAsync(ann, id, "get_file_comparison_data", new { path = "/src" });
        compare.Text.ShouldContain(Convert.ToHexStringLower(MD5.HashData("third"u8)));

        Answer browsed = await RunAsync(ann, id, "get_browse", new { path = "/src" });
        JsonElement[] items = [.. browsed.Json.GetProperty("result").GetProperty("items").EnumerateArray()];
        items.Select(i => i.GetProperty("name").GetString()).ShouldBe(["deep", "node_modules_notes.txt"]);
        items[0].GetProperty("folderContents").GetProperty("fileCount").GetInt32().ShouldBe(1);
        items[0].GetProperty("contentHash").GetString()!.Length.ShouldBe(16);
        items[0].GetProperty("lastContentModified").GetInt64().ShouldBe(new DateTimeOffset(old).ToUnixTimeMilliseconds());
        items[1].GetProperty("projectPath").GetString().ShouldBe("src/node_modules_notes.txt");
        (await ann.GetAsync($"/api/cloud/instance/{id}/browse?path=/src&includeFiles=false")).ShouldBe(200).Text.ShouldNotContain("notes");
        (await RunAsync(ann, id, "get_available_folders", new { recursive = true })).Text.ShouldContain("\"./\"");
        (await SendAsync(ann, id, "get_browse", new { path = "/src/deep/a.txt" })).ShouldBe(409, "file_not_folder");
        (await SendAsync(ann, id, "get_browse", new { path = "/none" })).ShouldBe(404, "file_not_found");
    }

    [Fact, Trait("case", "D-14")]
    public async Task What_is_not_on_the_list_runs_nothing_and_stands_in_the_audit()
    {
        (Person ann, _, string id) = await house.PairAsync();
        int before = house.Node.Requests.Count(r => r.Type is MessageTypes.InstanceExecute);
        Answer unknown = (await SendAsync(ann, id, "run_shell", new { command = "rm -rf /", secret = "hunter2" })).ShouldBe(400, "unknown_command");
        unknown["error"].ShouldContain("get_browse");
        foreach (string operation in (string[])["clear-all", "update; reboot", "--help", "UPDATE", " update", ""])
        {
            (await SendAsync(ann, id, "execute_doh_operation", new { operation })).ShouldBe(400, "unknown_operation")["error"].ShouldContain("update, upgrade");
        }

        (await SendAsync(ann, id, null, new { })).ShouldBe(400, "unknown_command");
        (await SendAsync(ann, id, "PING", new { })).ShouldBe(400, "unknown_command");
        house.Node.Requests.Count(r => r.Type is MessageTypes.InstanceExecute).ShouldBe(before);

        JsonElement[] rows = await ann.AuditAsync("action=instance.command");
        JsonElement row = rows.First(r => r.GetProperty("details").GetProperty("type").GetString() == "run_shell");
        row.GetProperty("outcome").GetString().ShouldBe("failed");
        row.GetProperty("errorCode").GetString().ShouldBe("unknown_command");
        row.GetProperty("details").GetProperty("keys").GetString().ShouldBe("command secret");
        rows.ShouldAllBe(r => !r.ToString().Contains("hunter2", StringComparison.Ordinal) && !r.ToString().Contains("rm -rf", StringComparison.Ordinal));
        rows.Count(r => r.GetProperty("errorCode").GetString() == "unknown_operation").ShouldBe(6);
    }

    [Fact]
    public async Task A_payload_that_does_not_fit_is_refused_with_the_name_of_its_field()
    {
        (Person ann, _, string id) = await house.PairAsync();
        foreach ((string type, object payload, string said) in ((string, object, string)[])
        [
            ("update_file", new { content = "x" }, "filePath is missing"),
            ("update_file", new { filePath = "/x", content = 5 }, "content has the wrong type"),
            ("update_file", new { filePath = "/x", content = "x", mode = "0777" }, "mode is unknown"),
            ("update_file", new { filePath = "/x", content = "%", encoding = "base64" }, "no base64"),
            ("update_file", new { filePath = "/x", content = "x", encoding = "utf16" }, "encoding is"),
            ("get_logs", new { lines = 0 }, "lines must be"),
            ("get_logs", new { lines = "5" }, "lines has the wrong type"),
            ("get_status", new { x = 1 }, "x is unknown"),
            ("restart_service", new { service = "sshd" }, "service must be"),
            ("get_browse", new { path = (string?)null }, "path has the wrong type"),
            ("ping", new object[] { 1 }, "must be an object"),
        ])
        {
            (await SendAsync(ann, id, type, payload)).ShouldBe(400, "invalid_payload")["error"].ShouldContain(said);
        }

        // Whatever is sent, it is refused in order and nothing of it becomes an error of the server.
        Random random = new(20261122);
        string[] values = ["null", "true", "-1", "1e400", "\"\"", "\"/\"", "[]", "[[[]]]", "{}", "{\"path\":{}}", "\"\\u0000\"", "\"\\ud800\"", "99999999999999999999"];
        string[] keys = ["path", "filePath", "content", "lines", "type", "options", "operation", "excludePatterns", "echo", "recursive", "__proto__", ""];
        string[] types = ["ping", "get_logs", "get_browse", "get_recursive_files", "read_file_content", "update_file", "restart_servic", "execute_doh_operation", "get_available_folders"];
        for (int i = 0; i < 150; i++)
        {
            string payload = "{" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $"\"{keys[random.Next(keys.Length)]}\":{values[random.Next(values.Length)]}")) + "}";
            string body = $$"""{"type":"{{types[random.Next(types.Length)]}}","payload":{{payload}}}""";
            Answer answer = await ann.SendAsync(HttpMethod.Post, $"/api/cloud/instance/{id}/command", PersonActions.Raw(body));
            answer.Status.ShouldBeInRange(200, 499, $"{body}: {answer.Text}");
        }

        house.Server.Log.Errors.ShouldBeEmpty();
    }

    [Fact, Trait("case", "D-15")]
    public async Task No_path_leads_out_of_the_instance()
    {
        (Person ann, _, string id) = await house.PairAsync();
        string root = house.Node.Files.PathOf(id);
        File.CreateSymbolicLink(Path.Combine(root, "out"), "/etc");
        File.CreateSymbolicLink(Path.Combine(root, "passwd"), "/etc/passwd");
        string before = await File.ReadAllTextAsync("/etc/passwd", TestContext.Current.CancellationToken);
        foreach (string path in (string[])["../x", "/../x", "/a/../../x", "x", "./x", "/a/./b", "", "/a\0b", "%2e%2e/x", "\\x2e\\x2e/x"])
        {
            foreach ((string type, object payload) in ((string, object)[])
            [
                ("get_browse", new { path }), ("get_recursive_files", new { path }), ("get_available_folders", new { basePath = path }),
                ("read_file_content", new { filePath = path }), ("update_file", new { filePath = path, content = "x" }),
            ])
            {
                (await SendAsync(ann, id, type, payload)).Status.ShouldBe(400, $"{type} {path}");
            }

            foreach (string operation in (string[])["upload", "download"])
            {
                (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/start", new { operation, files = new[] { new { path, size = 1 } } })).Status.ShouldBe(400, $"{operation} {path}");
            }
        }

        foreach (string path in (string[])["%2e%2e/x", "/%2e%2e/%2e%2e/etc", "/..%2f..%2fetc", "/a%00b", "..%2fx"])
        {
            (await ann.GetAsync($"/api/cloud/instance/{id}/browse?path={path}")).ShouldBe(400);
            (await ann.GetAsync($"/api/cloud/instance/{id}/folders?basePath={path}")).ShouldBe(400);
        }

        // A link is followed within the instance only, where there is no such file; an encoded dot that is decoded nowhere is a name like any other.
        foreach (string path in (string[])["/passwd", "/out/passwd", "/%2e%2e/etc/passwd"])
        {
            (await SendAsync(ann, id, "read_file_content", new { filePath = path })).ShouldBe(404, "file_not_found");
        }

        (await File.ReadAllTextAsync("/etc/passwd", TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    private static Task<Answer> SendAsync(Person person, string id, string? type, object payload) => person.PostAsync($"/api/cloud/instance/{id}/command", new { type, payload });

    private static async Task<Answer> RunAsync(Person person, string id, string type, object? payload = null) => (await SendAsync(person, id, type, payload ?? new { })).ShouldBe(200);

    private static JsonElement One(Answer answer, string id) => answer.ShouldBe(200).Json.GetProperty("instances").EnumerateArray().Single(i => i.GetProperty("id").GetString() == id);
}
