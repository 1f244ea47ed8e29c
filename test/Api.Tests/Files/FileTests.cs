using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Files;

/// <summary>The server's part with the agent's own code behind it; the roots are folders of this machine.</summary>
public sealed class FileTests
{
    [Fact, Trait("case", "S-18")]
    public async Task What_is_written_is_listed_and_read_back_to_the_byte()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string files = $"/api/instances/{await ann.NewInstanceAsync()}/files";
        byte[] big = RandomNumberGenerator.GetBytes(10 * 1024 * 1024 + 17);
        Dictionary<string, byte[]> contents = new()
        {
            ["/deep/er/file.bin"] = big,
            ["/deep/empty"] = [],
            ["/deep/say \"größe\"\n雪 & more?#%41+.txt"] = "x"u8.ToArray(),
            [@"/deep/\xff\xfe"] = "y"u8.ToArray(),
        };
        foreach ((string path, byte[] content) in contents)
        {
            Answer written = await PutAsync(ann, files, path, content, "&parents=true");
            written.ShouldBe(200);
            written["path"].ShouldBe(path);
            using HttpResponseMessage read = await ReadAsync(ann, files, path);
            read.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await read.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(content).ShouldBeTrue(path);
            read.Headers.ETag!.Tag.ShouldBe($"\"{written["etag"]}\"");
        }

        (await ann.GetAsync($"{files}?path=/deep")).Items().Select(e => e.GetProperty("name").GetString()).ShouldBe(
            ["er", "empty", "say \"größe\"\n雪 & more?#%41+.txt", @"\xff\xfe"], ignoreOrder: true);
        (await ann.GetAsync($"{files}/content")).ShouldBe(400, "invalid_request");
        (await ann.GetAsync($"{files}/content?path=")).ShouldBe(400, "invalid_request");
        (await ann.GetAsync($"{files}/content?path=/none")).ShouldBe(404, "file_not_found");
        (await ann.GetAsync($"{files}/content?path=/deep")).ShouldBe(409, "file_is_folder");
        (await PutAsync(ann, files, "/none/file", [1])).ShouldBe(404, "file_not_found");

        for (int i = 0; i < 2500; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(node.Files.PathOf(files.Split('/')[3]), "deep", "er", $"f{i}"), "", TestContext.Current.CancellationToken);
        }

        HashSet<string> seen = [];
        string? cursor = null;
        do
        {
            Answer page = await ann.GetAsync($"{files}?path=/deep/er&limit=999{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            page.Items().ShouldAllBe(e => seen.Add(e.GetProperty("name").GetString()!));
            cursor = page.Json.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        seen.Count.ShouldBe(2501);
        server.Log.Errors.ShouldBeEmpty();
    }

    [Fact, Trait("case", "S-18")]
    public async Task More_than_the_limit_is_refused()
    {
        await using TestServer server = await TestServer.StartAsync(settings: [("Anchorage:Files:MaxUploadBytes", "1048576")]);
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string files = $"/api/instances/{await ann.NewInstanceAsync()}/files";
        (await PutAsync(ann, files, "/full", new byte[1024 * 1024])).ShouldBe(200);
        (await PutAsync(ann, files, "/more", new byte[1024 * 1024 + 1])).ShouldBe(413, "payload_too_large");
        (await ann.GetAsync($"{files}/stat?path=/more")).ShouldBe(404, "file_not_found");
    }

    [Fact]
    public async Task Ranges_and_etags_are_those_of_the_standard()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string files = $"/api/instances/{await ann.NewInstanceAsync()}/files";
        string etag = (await PutAsync(ann, files, "/file", "0123456789"u8.ToArray())).ShouldBe(200)["etag"];

        foreach ((string range, string expected, string place) in ((string, string, string)[])[("2-4", "234", "bytes 2-4/10"), ("7-", "789", "bytes 7-9/10"), ("-2", "89", "bytes 8-9/10"), ("8-99", "89", "bytes 8-9/10")])
        {
            using HttpResponseMessage part = await ReadAsync(ann, files, "/file", r => r.Headers.TryAddWithoutValidation("Range", "bytes=" + range));
            part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
            (await part.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(expected);
            part.Content.Headers.ContentRange!.ToString().ShouldBe(place);
        }

        using (HttpResponseMessage behind = await ReadAsync(ann, files, "/file", r => r.Headers.Range = new RangeHeaderValue(10, null)))
        {
            behind.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        }

        using (HttpResponseMessage known = await ReadAsync(ann, files, "/file", r => r.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{etag}\""))))
        {
            known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }

        // What began with another version begins anew.
        using (HttpResponseMessage other = await ReadAsync(ann, files, "/file", r =>
        {
            r.Headers.Range = new RangeHeaderValue(5, null);
            r.Headers.TryAddWithoutValidation("If-Range", "\"other\"");
        }))
        {
            other.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await other.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("0123456789");
        }

        using (HttpResponseMessage head = await ann.Http.SendAsync(ann.Request(HttpMethod.Head, $"{files}/content?path=/file"), TestContext.Current.CancellationToken))
        {
            head.Content.Headers.ContentLength.ShouldBe(10);
            head.Headers.AcceptRanges.ShouldBe(["bytes"]);
        }

        (await PutAsync(ann, files, "/file", [1], change: r => r.Headers.TryAddWithoutValidation("If-Match", "\"other\""))).ShouldBe(412, "changed_meanwhile");
        (await PutAsync(ann, files, "/file", [1], change: r => r.Headers.TryAddWithoutValidation("If-None-Match", "*"))).ShouldBe(409, "file_exists");
        (await PutAsync(ann, files, "/file", [1], change: r => r.Headers.TryAddWithoutValidation("If-Match", $"\"{etag}\""))).ShouldBe(200);
    }

    [Fact, Trait("case", "S-19")]
    public async Task No_path_leads_out_and_a_download_is_only_a_download()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        string files = $"/api/instances/{id}/files";
        File.CreateSymbolicLink(Path.Combine(node.Files.PathOf(id), "passwd"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(node.Files.PathOf(id), "etc"), "/etc");

        foreach (string path in (string[])["../", "/../../etc/passwd", "/%2e%2e/etc/passwd", "/%2e%2e%2fetc%2fpasswd", "/a/..%2f../x", "/file%00.txt", "relative/path", @"/\x2e\x2e/x", "/passwd", "/etc/passwd", "/etc/hostname"])
        {
            foreach (Answer answer in (Answer[])
            [
                await ann.GetAsync($"{files}/content?path={path}"),
                await ann.GetAsync($"{files}?path={path}"),
                await ann.SendAsync(HttpMethod.Put, $"{files}/content?path={path}/x", new ByteArrayContent([1])),
                await ann.PostAsync($"{files}/folders", new { path = Uri.UnescapeDataString(path) + "/x" }),
                await ann.PostAsync($"{files}/copy", new { path = Uri.UnescapeDataString(path), target = "/stolen" }),
            ])
            {
                if (path == "/passwd" && answer.Status == 200 && answer.Request.Contains("/copy", StringComparison.Ordinal))
                {
                    // A copy of a link is a link, which leads as little out as the first one.
                    (await ann.GetAsync($"{files}/content?path=/stolen")).Code.ShouldBeOneOf("file_not_found", "file_outside_root");
                    (await ann.DeleteAsync($"{files}?path=/stolen")).ShouldBe(200);
                    continue;
                }

                answer.Status.ShouldBeInRange(400, 499, $"{answer.Request}: {answer.Text}");
                answer.Code.ShouldBeOneOf("file_outside_root", "invalid_request", "file_not_found", "file_not_folder");
                answer.Text.ShouldNotContain("root:");
            }
        }

        (await PutAsync(ann, files, "/evil\".html", "<script>alert(1)</script>"u8.ToArray())).ShouldBe(200);
        using HttpResponseMessage page = await ReadAsync(ann, files, "/evil\".html");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        page.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        page.Content.Headers.GetValues("Content-Disposition").Single().ShouldNotContain("evil\"");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
    }

    [Fact]
    public async Task Changes_and_refusals_stand_in_the_audit()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        string files = $"/api/instances/{id}/files";
        (await PutAsync(ann, files, "/new", [1])).ShouldBe(200);
        (await PutAsync(ann, files, "/none/new", [1])).ShouldBe(404);
        (await ann.PostAsync($"{files}/move", new { path = "/new", target = "/moved" })).ShouldBe(200);
        string entry = (await ann.DeleteAsync($"{files}?path=/moved")).ShouldBe(200)["id"];
        (await ann.GetAsync($"{files}/trash")).Items()[0].GetProperty("path").GetString().ShouldBe("/moved");
        (await ann.PostAsync($"{files}/trash/{entry}/restore", new { target = "/back/again" })).ShouldBe(200)["path"].ShouldBe("/back/again");
        (await ann.DeleteAsync($"{files}/trash")).ShouldBe(200)["removed"].ShouldBe("1");
        Person reader = await ann.NewTokenAsync("read:cloud_instance", "read:cloud_files");
        (await reader.GetAsync($"{files}/content?path=/file")).ShouldBe(200);
        (await PutAsync(reader, files, "/file", [1])).ShouldBe(403, "scope_missing");
        Person admin = await server.NewPersonAsync("admin");
        (await admin.GetAsync($"{files}/content?path=/file")).ShouldBe(403, "forbidden");
        (await server.Superadmin.GetAsync($"{files}/content?path=/file")).ShouldBe(200);

        string[] rows = [.. (await ann.AuditAsync($"objectId={id}")).Select(r => $"{r.GetProperty("action")} {r.GetProperty("outcome")}".ToLowerInvariant())];
        foreach (string expected in (string[])["file.write succeeded", "file.write failed", "file.move succeeded", "file.delete succeeded", "file.restore succeeded", "file.trash.empty succeeded", "access.refused refused", "file.read succeeded"])
        {
            rows.ShouldContain(expected);
        }
    }

    [Fact]
    public async Task A_right_that_goes_ends_a_download_and_a_stopped_instance_says_so()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        string files = $"/api/instances/{id}/files";
        await using (FileStream endless = File.Create(Path.Combine(node.Files.PathOf(id), "endless")))
        {
            endless.SetLength(1L << 40);
        }

        using HttpResponseMessage download = await ReadAsync(ann, files, "/endless");
        await using Stream body = await download.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        byte[] buffer = new byte[1024 * 1024];
        await body.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
        (await server.Superadmin.PatchAsync($"/api/users/{ann.Id}", new { status = "disabled" })).ShouldBe(200);
        using CancellationTokenSource patience = new(Wait.Long);
        await Should.ThrowAsync<Exception>(async () =>
        {
            while (await body.ReadAsync(buffer, patience.Token) > 0)
            {
                // Until the server ends it.
            }
        });
        patience.IsCancellationRequested.ShouldBeFalse();

        Person bob = await server.NewPersonAsync();
        string stopped = await bob.NewInstanceAsync();
        await bob.EndOfAsync((await bob.PostAsync($"/api/instances/{stopped}/stop")).ShouldBe(202));
        (await bob.GetAsync($"/api/instances/{stopped}/files")).ShouldBe(409, "instance_stopped");
    }

    private static Task<Answer> PutAsync(Person person, string files, string path, byte[] content, string more = "", Action<HttpRequestMessage>? change = null) =>
        person.SendAsync(HttpMethod.Put, $"{files}/content?path={Uri.EscapeDataString(path)}{more}", new ByteArrayContent(content), change);

    private static Task<HttpResponseMessage> ReadAsync(Person person, string files, string path, Action<HttpRequestMessage>? change = null)
    {
        HttpRequestMessage request = person.Request(HttpMethod.Get, $"{files}/content?path={Uri.EscapeDataString(path)}");
        change?.Invoke(request);
        return person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
