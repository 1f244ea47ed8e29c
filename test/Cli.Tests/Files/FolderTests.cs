using System.Formats.Tar;
using Anchorage.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Files;

public sealed class FolderTests
{
    private const string Archive = "GET /api/instances/web/files/archive";

    [Theory]
    [InlineData("../escape")]
    [InlineData("dir/../../escape")]
    [InlineData("/tmp/anchorage-escape")]
    public async Task An_instance_cannot_write_elsewhere_on_this_machine(string name)
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next(Archive, c => AnswerAsync(c, (new PaxTarEntry(TarEntryType.Directory, "dir/"), null), (new PaxTarEntry(TarEntryType.RegularFile, name), "x")));
        (await home.RunAsync("cp", "-r", "web:/root/dir", Path.Combine(home.Path, "new"))).ExitCode.ShouldBe(5);
        Directory.GetFileSystemEntries(home.Path, "new*").ShouldBeEmpty();
        File.Exists(Path.Combine(home.Path, "escape")).ShouldBeFalse();
        File.Exists("/tmp/anchorage-escape").ShouldBeFalse();
    }

    [Fact]
    public async Task Links_that_lead_out_are_left_out_and_nothing_goes_through_a_link()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next(Archive, c => AnswerAsync(
            c,
            (new PaxTarEntry(TarEntryType.Directory, "dir/"), null),
            (new PaxTarEntry(TarEntryType.SymbolicLink, "dir/out") { LinkName = "/etc" }, null),
            (new PaxTarEntry(TarEntryType.SymbolicLink, "dir/in") { LinkName = "file" }, null),
            (new PaxTarEntry(TarEntryType.RegularFile, "dir/file") { Mode = UnixFileMode.UserRead }, "x"),
            (new PaxTarEntry(TarEntryType.RegularFile, "anchorage-left-out.txt"), "/root/dir/pipe: is a device, a pipe or a socket\n")));
        var run = (await home.RunAsync("cp", "-r", "web:/root/dir", Path.Combine(home.Path, "new"))).ShouldExit(0);
        run.Error.ShouldContain("leads out");
        run.Error.ShouldContain("/root/dir/pipe");
        Directory.GetFileSystemEntries(Path.Combine(home.Path, "new")).Select(Path.GetFileName).ShouldBe(["file", "in"], ignoreOrder: true);
        File.GetUnixFileMode(Path.Combine(home.Path, "new", "file")).ShouldBe(UnixFileMode.UserRead);

        server.Next(Archive, c => AnswerAsync(
            c,
            (new PaxTarEntry(TarEntryType.Directory, "dir/"), null),
            (new PaxTarEntry(TarEntryType.SymbolicLink, "dir/door") { LinkName = "room" }, null),
            (new PaxTarEntry(TarEntryType.RegularFile, "dir/door/file"), "x")));
        (await home.RunAsync("cp", "-r", "web:/root/dir", Path.Combine(home.Path, "other"))).ExitCode.ShouldBe(5);
        Directory.Exists(Path.Combine(home.Path, "other")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_search_prints_lines_as_they_come_and_says_when_there_is_more()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        server.Next("GET /api/instances/web/files/search", c => c.Response.WriteAsync("""
            {"hit":{"path":"/root/a","kind":"file","size":1,"modifiedAt":"2026-03-01T00:00:00Z","line":3,"text":"here"}}
            {}
            {"hit":{"path":"/root/b","kind":"folder","size":1,"modifiedAt":"2026-03-01T00:00:00Z","line":null,"text":null}}
            {"end":{"hits":2,"entries":2,"files":1,"skipped":0,"stopped":"time"}}

            """));
        var run = (await home.RunAsync("files", "search", "web:/root", "he re", "--name", "*")).ShouldExit(0);
        run.Out.ShouldBe("/root/a:3: here\n/root/b\n");
        run.Error.ShouldContain("limit of time");
        server.Requests.ShouldContain(r => r.Contains("text=he%20re", StringComparison.Ordinal) && r.Contains("name=%2A", StringComparison.Ordinal));
    }

    private static async Task AnswerAsync(HttpContext context, params (TarEntry Entry, string? Text)[] members)
    {
        using var bytes = new MemoryStream();
        await using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var (entry, text) in members)
            {
                if (text is not null)
                {
                    entry.DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
                }

                await tar.WriteEntryAsync(entry);
            }
        }

        await context.Response.Body.WriteAsync(bytes.ToArray());
    }
}
