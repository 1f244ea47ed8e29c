using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Files;

public sealed class ArchiveTests
{
    [Fact]
    public async Task A_folder_comes_down_and_goes_up_as_one_archive()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        string files = $"/api/instances/{id}/files";
        string root = node.Files.PathOf(id);
        Directory.CreateDirectory(Path.Combine(root, "tree", "inner"));
        await File.WriteAllBytesAsync(Path.Combine(root, "tree", "inner", "large"), new byte[3_000_000], TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(root, "tree", "out"), "/etc/passwd");

        using HttpResponseMessage answer = await GetAsync(ann, $"{files}/archive?path=/tree");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/gzip");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("tree.tar.gz");
        byte[] archive = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        await using (TarReader tar = new(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress)))
        {
            List<string> names = [];
            while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
            {
                names.Add(entry.Name);
            }

            names.ShouldBe(["tree/", "tree/inner/", "tree/inner/large", "tree/out"]);
        }

        // Up again: a link that leads out is taken from who trusts the archive only, and nothing is left of the refused one.
        (await UnpackAsync(ann, files, "/copy", archive)).ShouldBe(400, "file_outside_root");
        Directory.Exists(Path.Combine(root, "copy")).ShouldBeFalse();
        (await UnpackAsync(ann, files, "/copy", archive, "&links=any")).ShouldBe(200)["path"].ShouldBe("/copy");
        new FileInfo(Path.Combine(root, "copy", "tree", "inner", "large")).Length.ShouldBe(3_000_000);
        (await UnpackAsync(ann, files, "/copy", archive, "&links=any")).ShouldBe(409, "file_exists");
        (await UnpackAsync(ann, files, "/copy/tree/inner", archive, "&links=any&into=true")).ShouldBe(200);
        Directory.GetFileSystemEntries(root, ".anchorage-*.part", SearchOption.AllDirectories).ShouldBeEmpty();

        using HttpResponseMessage zip = await GetAsync(ann, $"{files}/archive?path=/&name=file&name=tree&format=zip");
        await using ZipArchive read = new(new MemoryStream(await zip.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        read.Entries.Select(e => e.FullName).ShouldBe(["file", "tree/", "tree/inner/", "tree/inner/large", "tree/out"]);

        (await ann.GetAsync($"{files}/archive?path=/missing")).ShouldBe(404, "file_not_found");
        (await ann.GetAsync($"{files}/archive?path=/&format=rar")).ShouldBe(400, "invalid_request");
        (await ann.GetAsync($"{files}/archive?path=/file")).ShouldBe(409, "file_not_folder");
        (await UnpackAsync(ann, files, "/bad", [1, 2, 3])).ShouldBe(400, "invalid_request");
        Person reader = await ann.NewTokenAsync("read:cloud_instance", "read:cloud_files");
        (await UnpackAsync(reader, files, "/more", archive)).ShouldBe(403, "scope_missing");
        (await ann.AuditAsync($"objectId={id}")).Select(r => r.GetProperty("action").GetString()).ShouldContain("file.unpack");
    }

    [Fact]
    public async Task A_search_is_answered_line_by_line()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        string files = $"/api/instances/{id}/files";
        await File.WriteAllTextAsync(Path.Combine(node.Files.PathOf(id), "notes"), "first\nhas content\n", TestContext.Current.CancellationToken);

        JsonElement[] lines = await LinesAsync(ann, $"{files}/search?path=/&text=CONTENT");
        lines.Where(l => l.TryGetProperty("hit", out _)).Select(l => l.GetProperty("hit").GetProperty("path").GetString()).ShouldBe(["/file", "/notes"]);
        lines[1].GetProperty("hit").GetProperty("line").GetInt32().ShouldBe(2);
        lines[^1].GetProperty("end").GetProperty("hits").GetInt32().ShouldBe(2);
        (await LinesAsync(ann, $"{files}/search?path=/&name=no*&limit=1"))[^1].GetProperty("end").GetProperty("stopped").GetString().ShouldBe("results");
        (await ann.GetAsync($"{files}/search?path=/")).ShouldBe(400, "invalid_request");
        (await ann.GetAsync($"{files}/search?path=/&text=(&regex=true")).ShouldBe(400, "invalid_request");
        (await ann.GetAsync($"{files}/search?path=/missing&name=a")).ShouldBe(404, "file_not_found");
    }

    private static async Task<JsonElement[]> LinesAsync(Person person, string path)
    {
        using HttpResponseMessage answer = await GetAsync(person, path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        return [.. (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l))];
    }

    private static Task<HttpResponseMessage> GetAsync(Person person, string path) =>
        person.Http.SendAsync(person.Request(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    private static Task<Answer> UnpackAsync(Person person, string files, string path, byte[] archive, string more = "") =>
        person.SendAsync(HttpMethod.Post, $"{files}/unpack?path={path}{more}", new ByteArrayContent(archive));
}
