using System.Security.Cryptography;
using Anchorage.Api.Tests.Events;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Anchorage.Api.Tests.Shares;

namespace Anchorage.Api.Tests.Commands;

/// <summary>Transfers in chunks through the whole server, with the agent's own files behind it.</summary>
public sealed class TransferTests(ShareHouse house) : IClassFixture<ShareHouse>
{
    [Fact, Trait("case", "D-19")]
    public async Task A_large_file_arrives_out_of_order_twice_and_over_a_cut()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        byte[] content = RandomNumberGenerator.GetBytes(50 * 1024 * 1024 + 4711);
        string digest = Convert.ToHexStringLower(SHA256.HashData(content));
        await using EventReader events = await EventReader.SseAsync(ann);
        string transfer = await StartAsync(ann, id, "/in/big.bin", content.Length, digest);
        Answer status = await StatusAsync(ann, id, transfer);
        int size = status.Json.GetProperty("transfer").GetProperty("files")[0].GetProperty("chunkSize").GetInt32();
        size.ShouldBe(256 * 1024);
        int count = status.Json.GetProperty("transfer").GetProperty("files")[0].GetProperty("chunks").GetInt32();
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(7).Shuffle(order);
        foreach (int index in order.Take(count / 2))
        {
            (await PutAsync(ann, id, transfer, index, Part(content, index, size))).ShouldBe(200);
        }

        (await PutAsync(ann, id, transfer, order[0], Part(content, order[0], size))).ShouldBe(200);
        await node.DisconnectAsync(server);
        (await PutAsync(ann, id, transfer, order[^1], Part(content, order[^1], size))).ShouldBe(503, "node_offline");
        node.Files.RestartAgent();
        await node.ConnectAsync(server);
        await ann.WaitForStatusAsync(id, "running");

        Answer rest = (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{transfer}/resume")).ShouldBe(200);
        rest["transfer.status"].ShouldBe("resuming");
        int[] missing = [.. rest.Json.GetProperty("missing")[0].GetProperty("chunks").EnumerateArray().Select(c => c.GetInt32())];
        missing.ShouldBe(order.Skip(count / 2), ignoreOrder: true);
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (index, _) =>
            (await PutAsync(ann, id, transfer, index, Part(content, index, size))).ShouldBe(200));

        Answer done = (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{transfer}/finalize")).ShouldBe(200);
        done["transfer.status"].ShouldBe("completed");
        done.Json.GetProperty("transfer").GetProperty("files")[0].GetProperty("checksum").GetString().ShouldBe(digest);
        done.Json.GetProperty("transfer").GetProperty("progress").GetProperty("percentage").GetDouble().ShouldBe(100);
        (await File.ReadAllBytesAsync(Path.Combine(node.Files.PathOf(id), "in", "big.bin"), TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        Directory.EnumerateFiles(Path.Combine(node.Files.PathOf(id), "in")).ShouldHaveSingleItem();
        await events.UntilAsync(e => e.Name == "transfer_progress" && e.Payload.GetProperty("transferId").GetString() == transfer);
        await events.UntilAsync(e => e.Name == "transfer_resuming");
        await events.UntilAsync(e => e.Name == "transfer_completed");

        // And back, a chunk at a time.
        string back = (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/start", new { operation = "download", files = new[] { new { path = "/in/big.bin" } } })).ShouldBe(200)["transferId"];
        byte[] read = new byte[content.Length];
        for (int index = count - 1; index >= 0; index--)
        {
            using HttpResponseMessage chunk = await ann.Http.SendAsync(ann.Request(HttpMethod.Get, $"/api/cloud/instance/{id}/transfer/{back}/chunk?file=0&index={index}"), TestContext.Current.CancellationToken);
            byte[] bytes = await chunk.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            chunk.Headers.GetValues("X-Checksum-Sha256").Single().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
            bytes.CopyTo(read, index * size);
        }

        read.AsSpan().SequenceEqual(content).ShouldBeTrue();
        await Wait.UntilAsync(async () => (await StatusAsync(ann, id, back))["transfer.status"] == "completed", "the download is noted as complete");
        (await StatusAsync(ann, id, back)).Json.GetProperty("transfer").GetProperty("files")[0].GetProperty("checksum").GetString().ShouldBe(digest);
        server.Log.Errors.ShouldBeEmpty();
    }

    [Fact, Trait("case", "D-20")]
    public async Task What_is_wrong_or_missing_leaves_the_old_file_as_it_was()
    {
        (Person ann, Person friend, string id) = await house.PairAsync();
        string root = house.Node.Files.PathOf(id);
        byte[] content = RandomNumberGenerator.GetBytes((128 * 1024) + 10);
        string transfer = await StartAsync(ann, id, "/file", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        (await PutAsync(ann, id, transfer, 0, Part(content, 0, 65536), new string('0', 64))).ShouldBe(409, "checksum_mismatch");
        (await PutAsync(ann, id, transfer, 3, [1])).ShouldBe(400, "invalid_request");
        (await PutAsync(ann, id, transfer, 0, [])).ShouldBe(400, "invalid_request");
        (await PutAsync(ann, id, transfer, 0, [1, 2, 3])).ShouldBe(400, "invalid_request");
        foreach ((object body, string said) in ((object, string)[])[(new { chunkIndex = 0, data = "%%%" }, "base64"), (new { chunkIndex = 0, data = "" }, "empty"), (new { data = "AAAA" }, "chunkIndex")])
        {
            (await ann.PutAsync($"/api/cloud/instance/{id}/transfer/{transfer}/chunk", body)).ShouldBe(400, "invalid_request")["error"].ShouldContain(said);
        }

        (await PutAsync(ann, id, transfer, 1, Part(content, 1, 65536))).ShouldBe(200);
        Answer early = (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{transfer}/finalize")).ShouldBe(409, "transfer_incomplete");
        early["error"].ShouldContain("1 of 3");
        (await File.ReadAllTextAsync(Path.Combine(root, "file"), TestContext.Current.CancellationToken)).ShouldBe("content");

        (await PutAsync(ann, id, transfer, 0, Part(content, 0, 65536))).ShouldBe(200);
        (await ann.PutAsync($"/api/cloud/instance/{id}/transfer/{transfer}/chunk", new { fileIndex = 0, chunkIndex = 2, data = Convert.ToBase64String(Part(content, 2, 65536)) })).ShouldBe(200);
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{transfer}/finalize")).ShouldBe(200)["transfer.status"].ShouldBe("completed");
        (await File.ReadAllBytesAsync(Path.Combine(root, "file"), TestContext.Current.CancellationToken)).ShouldBe(content);
        string backup = Directory.EnumerateFiles(Path.Combine(root, ".anchorage-backups")).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(backup, TestContext.Current.CancellationToken)).ShouldBe("content");

        // The whole is not what was promised: failed, nothing left, the file as it was.
        string wrong = await StartAsync(ann, id, "/file", 3, new string('a', 64));
        (await PutAsync(ann, id, wrong, 0, [1, 2, 3])).ShouldBe(200);
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{wrong}/finalize")).ShouldBe(409, "checksum_mismatch");
        (await StatusAsync(ann, id, wrong))["transfer.status"].ShouldBe("failed");
        (await File.ReadAllBytesAsync(Path.Combine(root, "file"), TestContext.Current.CancellationToken)).ShouldBe(content);
        Directory.EnumerateFiles(root, "*.part").ShouldBeEmpty();

        // Nobody else's, whatever they may do with the instance.
        await house.ShareAsync(ann, friend, id, null);
        (await friend.GetAsync($"/api/cloud/instance/{id}/transfer/{transfer}/status")).ShouldBe(404, "transfer_not_found");
        (await ann.GetAsync($"/api/cloud/instance/{id}/transfer/none/status")).ShouldBe(404, "transfer_not_found");
        foreach (object body in (object[])
        [
            new { operation = "copy", files = new[] { new { path = "/x", size = 1 } } }, new { operation = "upload" }, new { operation = "upload", files = new[] { new { path = "/x" } } },
            new { operation = "upload", files = new[] { new { size = 1 } } }, new { operation = "upload", files = new[] { new { path = "/x", size = -1 } } },
            new { operation = "upload", files = new[] { new { path = "/x", size = 1, checksum = "zz" } } },
        ])
        {
            (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/start", body)).ShouldBe(400, "invalid_request");
        }
    }

    [Fact, Trait("case", "D-21")]
    public async Task A_cancelled_upload_leaves_nothing_and_takes_nothing_more()
    {
        (Person ann, _, string id) = await house.PairAsync();
        string root = house.Node.Files.PathOf(id);
        string transfer = await StartAsync(ann, id, "/file", 65536 * 2, null);
        (await PutAsync(ann, id, transfer, 0, new byte[65536])).ShouldBe(200);
        Directory.EnumerateFiles(root, "*.part").ShouldHaveSingleItem();
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{transfer}/cancel")).ShouldBe(200)["transfer.status"].ShouldBe("cancelled");
        Directory.EnumerateFiles(root, "*.part").ShouldBeEmpty();
        (await File.ReadAllTextAsync(Path.Combine(root, "file"), TestContext.Current.CancellationToken)).ShouldBe("content");
        (await PutAsync(ann, id, transfer, 1, new byte[65536])).ShouldBe(409, "transfer_ended");
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{transfer}/resume")).ShouldBe(409, "transfer_ended");
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{transfer}/finalize")).ShouldBe(409, "transfer_ended");

        string empty = await StartAsync(ann, id, "/empty", 0, null);
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{empty}/finalize")).ShouldBe(200);
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{empty}/cancel")).ShouldBe(409, "transfer_ended");
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{empty}/resume")).ShouldBe(409, "transfer_ended");
        new FileInfo(Path.Combine(root, "empty")).Length.ShouldBe(0);

        string[] open = [await StartAsync(ann, id, "/1", 1, null), await StartAsync(ann, id, "/2", 1, null), await StartAsync(ann, id, "/3", 1, null)];
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/start", new { operation = "upload", files = new[] { new { path = "/4", size = 1 } } })).ShouldBe(429, "transfer_limit");
        (await ann.PostAsync($"/api/cloud/instance/{id}/transfer/{open[0]}/cancel")).ShouldBe(200);
        await StartAsync(ann, id, "/4", 1, null);
        (await ann.AuditAsync("action=transfer.cancel")).ShouldNotBeEmpty();
    }

    private static async Task<string> StartAsync(Person person, string id, string path, long size, string? checksum) =>
        (await person.PostAsync($"/api/cloud/instance/{id}/transfer/start", new { operation = "upload", files = new[] { new { path, size, checksum } } })).ShouldBe(200)["transferId"];

    private static async Task<Answer> StatusAsync(Person person, string id, string transfer) => (await person.GetAsync($"/api/cloud/instance/{id}/transfer/{transfer}/status")).ShouldBe(200);

    private static Task<Answer> PutAsync(Person person, string id, string transfer, int index, byte[] data, string? checksum = null) => person.SendAsync(
        HttpMethod.Put, $"/api/cloud/instance/{id}/transfer/{transfer}/chunk?file=0&index={index}&checksum={checksum ?? Convert.ToHexStringLower(SHA256.HashData(data))}", new ByteArrayContent(data));

    private static byte[] Part(byte[] content, int index, int size) => content[(index * size)..Math.Min(content.Length, (index + 1) * size)];
}
