using System.Text.Json.Nodes;
using Anchorage.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Files;

public sealed class FileTests
{
    private const string Content = "/api/instances/web/files/content";

    [Fact]
    public async Task A_folder_is_listed_and_changed()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next("GET /api/instances/web/files", c => c.Response.WriteAsJsonAsync(new JsonObject { ["path"] = "/root", ["items"] = new JsonArray(Entry("src", "folder"), Entry("notes.txt", "file")) }));
        var list = (await home.RunAsync("files", "ls", "web:/root")).ShouldExit(0).Out;
        list.ShouldContain("src/");
        list.ShouldContain("notes.txt");
        server.Requests.ShouldContain(r => r.StartsWith("GET /api/instances/web/files?path=%2Froot", StringComparison.Ordinal));

        server.Next("POST /api/instances/web/files/folders", c => c.Response.WriteAsJsonAsync(Entry("new", "folder")));
        (await home.RunAsync("files", "mkdir", "web:/root/new")).ShouldExit(0);
        server.Bodies["POST /api/instances/web/files/folders"]!["path"]!.GetValue<string>().ShouldBe("/root/new");
        server.Next("POST /api/instances/web/files/move", c => c.Response.WriteAsJsonAsync(Entry("b", "file")));
        (await home.RunAsync("files", "mv", "web:/root/a", "/root/b", "--force")).ShouldExit(0);
        server.Bodies["POST /api/instances/web/files/move"]!["overwrite"]!.GetValue<bool>().ShouldBeTrue();
        server.Next("DELETE /api/instances/web/files", c => c.Response.WriteAsJsonAsync(new JsonObject { ["id"] = "20260301-00aa", ["path"] = "/root/b", ["kind"] = "file", ["size"] = 1, ["deletedAt"] = "2026-03-01T00:00:00Z" }));
        (await home.RunAsync("files", "rm", "web:/root/b")).ShouldExit(0).Out.Trim().ShouldBe("20260301-00aa");
        server.Next("POST /api/instances/web/files/trash/20260301-00aa/restore", c => c.Response.WriteAsJsonAsync(Entry("b", "file")));
        (await home.RunAsync("files", "restore", "web", "20260301-00aa")).ShouldExit(0).Error.ShouldContain("/root/b is back");
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on_where_it_was()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        string target = Path.Combine(home.Path, "file");
        Head(server, 10);
        server.Next("GET " + Content, async c =>
        {
            c.Response.ContentLength = 10;
            await c.Response.Body.WriteAsync("01234"u8.ToArray());
            await c.Response.Body.FlushAsync();
            c.Abort();
        });
        Head(server, 10);
        string? range = null, known = null;
        server.Next("GET " + Content, async c =>
        {
            (range, known) = (c.Request.Headers.Range, c.Request.Headers.IfRange);
            c.Response.StatusCode = 206;
            c.Response.Headers.ContentRange = "bytes 5-9/10";
            await c.Response.Body.WriteAsync("56789"u8.ToArray());
        });
        (await home.RunAsync("cp", "web:/root/file", target)).ShouldExit(0);
        (await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken)).ShouldBe("0123456789");
        (range, known).ShouldBe(("bytes=5-", "\"e1\""));
        Directory.GetFiles(home.Path, "file*").ShouldBe([target]);
    }

    [Fact]
    public async Task A_file_is_uploaded_whole()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        string source = Path.Combine(home.Path, "source");
        await File.WriteAllBytesAsync(source, new byte[300_000], TestContext.Current.CancellationToken);
        long received = 0;
        server.Next("PUT " + Content, async c =>
        {
            using MemoryStream body = new();
            await c.Request.Body.CopyToAsync(body);
            received = body.Length;
            await c.Response.WriteAsJsonAsync(Entry("source", "file"));
        });
        (await home.RunAsync("cp", source, "web:/root/")).ShouldExit(0);
        received.ShouldBe(300_000);
        server.Requests.ShouldContain(r => r.StartsWith($"PUT {Content}?path=%2Froot%2Fsource", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cp", "a", "b")]
    [InlineData("cp", "web:/a", "web:/b")]
    [InlineData("cp", "web:", "b")]
    [InlineData("cp", "web:relative", "b")]
    [InlineData("files", "ls", "web")]
    public async Task What_names_no_file_is_refused(params string[] arguments)
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync(arguments)).ShouldExit(4);
        server.Requests.ShouldNotContain(r => r.Contains("/files", StringComparison.Ordinal));
    }

    private static void Head(StubServer server, long size) => server.Next("HEAD " + Content, c =>
    {
        c.Response.Headers.ETag = "\"e1\"";
        c.Response.ContentLength = size;
        return Task.CompletedTask;
    });

    private static JsonObject Entry(string name, string kind) => new()
    {
        ["name"] = name, ["path"] = "/root/" + name, ["kind"] = kind, ["size"] = 12, ["modifiedAt"] = "2026-03-01T00:00:00Z", ["mode"] = "0644", ["uid"] = 0, ["gid"] = 0, ["etag"] = "e1",
    };
}
