using System.Text;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.Api.Tests.Files;

/// <summary>Nodes may belong to users. What one says about a file is looked at by every front door that reads and writes files, and half a file never looks like a whole one.</summary>
public sealed class LyingNodeTests
{
    private const string Etag = "0123456789abcdef";

    [Fact]
    public async Task What_is_no_description_of_a_file_is_an_error_of_the_agent()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        foreach (string said in (string[])
        [
            Entry(size: -1), Entry(etag: ""), Entry(etag: "x\\\"\\r\\nSet-Cookie: stolen=1"), Entry(etag: new string('a', 65)), Entry(name: "null"), "null", "[]", "{", "\uFFFF",
        ])
        {
            node.Files.Lie = (stream, token) => SayAsync(stream, token, said);
            (await ann.GetAsync($"/api/instances/{id}/files/content?path=/file")).ShouldBe(502, "agent_error");
            (await CommandAsync(ann, id, "read_file_content", new { filePath = "/file" })).ShouldBe(502, "agent_error");
        }
    }

    [Fact]
    public async Task A_file_that_ends_too_early_or_never_is_not_delivered()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();

        // Nothing at all: the agent's own way to say that a small file is another one now. Nothing was promised yet, so the answer says it.
        node.Files.Lie = async (stream, token) =>
        {
            await SayAsync(stream, token, Entry(size: 10));
            await stream.ReadAsync(token);
        };
        (await ann.GetAsync($"/api/instances/{id}/files/content?path=/file")).ShouldBe(412, "changed_meanwhile");

        // Too little.
        node.Files.Lie = async (stream, token) =>
        {
            await SayAsync(stream, token, Entry(size: 10));
            await stream.ReadAsync(token);
            await stream.WriteAsync("12345"u8.ToArray(), text: false, token);
        };
        await ShouldBreakAsync(ann, id);
        (await CommandAsync(ann, id, "read_file_content", new { filePath = "/file" })).ShouldBe(412, "changed_meanwhile");

        // Too much.
        node.Files.Lie = async (stream, token) =>
        {
            await SayAsync(stream, token, Entry(size: 10));
            await stream.ReadAsync(token);
            await stream.WriteAsync(new byte[11], text: false, token);
        };
        (await ann.GetAsync($"/api/instances/{id}/files/content?path=/file")).ShouldBe(502, "agent_error");
        (await CommandAsync(ann, id, "read_file_content", new { filePath = "/file" })).ShouldBe(502, "agent_error");

        // A write whose end nobody tells is no success.
        node.Files.Lie = async (stream, token) =>
        {
            await stream.AcceptAsync(token);
            await stream.ReadAsync(token);
        };
        (await CommandAsync(ann, id, "update_file", new { filePath = "/file", content = "new" })).Status.ShouldBeOneOf(502, 504);
        (await ann.SendAsync(HttpMethod.Put, $"/api/instances/{id}/files/content?path=/file", new ByteArrayContent([1]))).Status.ShouldBeOneOf(502, 504);

        node.Files.Lie = null;
        (await ann.GetAsync($"/api/instances/{id}/files/content?path=/file")).ShouldBe(200).Text.ShouldBe("content");
        server.Log.Errors.ShouldBeEmpty();
    }

    private static async Task ShouldBreakAsync(Person ann, string id)
    {
        using HttpResponseMessage answer = await ann.Http.SendAsync(
            ann.Request(HttpMethod.Get, $"/api/instances/{id}/files/content?path=/file"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(10);
        await Should.ThrowAsync<HttpRequestException>(() => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken).WaitAsync(Wait.Long));
    }

    private static Task<Answer> CommandAsync(Person ann, string id, string type, object payload) => ann.PostAsync($"/api/cloud/instance/{id}/command", new { type, payload });

    private static async Task SayAsync(IAgentStream stream, CancellationToken cancellationToken, string text)
    {
        await stream.AcceptAsync(cancellationToken);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), text: true, cancellationToken);
    }

    private static string Entry(long size = 7, string etag = Etag, string name = "\"file\"") =>
        $$"""{"name":{{name}},"path":"/file","kind":"file","size":{{size}},"modifiedAt":"2026-01-01T00:00:00Z","mode":"0644","etag":"{{etag}}"}""";
}
