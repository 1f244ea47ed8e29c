using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Mcp;

/// <summary>Who comes in at <c>/mcp</c>: attacks on servers like ours, by name (docs/security-model.md).</summary>
public sealed class DoorTests(McpHouse house) : IClassFixture<McpHouse>
{
    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""";

    [Fact]
    public async Task DNS_rebinding_by_Host_and_by_Origin_is_refused()
    {
        Person tool = await NewToolAsync();
        (await SendAsync(tool, HttpMethod.Post, Initialize, r => r.Headers.Host = "evil.example")).ShouldBe(400, "invalid_request");
        foreach (string origin in (string[])["http://evil.example", "null", "http://localhost.evil.example"])
        {
            (await SendAsync(tool, HttpMethod.Post, Initialize, r => r.Headers.TryAddWithoutValidation("Origin", origin))).ShouldBe(403, "origin_refused");
            (await SendAsync(tool, HttpMethod.Get, null, r => r.Headers.TryAddWithoutValidation("Origin", origin))).ShouldBe(403, "origin_refused");
            (await SendAsync(tool, HttpMethod.Delete, null, r => r.Headers.TryAddWithoutValidation("Origin", origin))).ShouldBe(403, "origin_refused");
        }
    }

    [Fact]
    public async Task Without_a_token_the_answer_leads_to_the_metadata()
    {
        Answer refused = await SendAsync(house.Server.Stranger(), HttpMethod.Post, Initialize);
        refused.ShouldBe(401, "not_signed_in");
        string challenge = refused.Headers.WwwAuthenticate.Single().ToString();
        challenge.ShouldContain("scope=\"use:mcp\"");
        string address = challenge.Split("resource_metadata=\"")[1].Split('"')[0];
        Answer metadata = (await house.Server.Stranger().GetAsync(new Uri(address).AbsolutePath)).ShouldBe(200);
        metadata["resource"].ShouldBe(house.Server.Url + "/mcp");
        metadata.Json.GetProperty("bearer_methods_supported").EnumerateArray().Single().GetString().ShouldBe("header");
        (await house.Server.Stranger().GetAsync("/.well-known/oauth-protected-resource")).ShouldBe(200)["resource"].ShouldBe(house.Server.Url + "/mcp");
    }

    [Fact]
    public async Task A_cookie_is_no_credential_and_a_token_for_everything_neither()
    {
        Person person = await house.Server.NewPersonAsync();
        (await SendAsync(person, HttpMethod.Post, Initialize)).ShouldBe(401, "not_signed_in");
        Answer wide = await SendAsync(await person.NewTokenAsync("*"), HttpMethod.Post, Initialize);
        wide.ShouldBe(403, "scope_missing");
        wide.Headers.WwwAuthenticate.Single().ToString().ShouldContain("insufficient_scope");
        (await SendAsync(await person.NewTokenAsync("read:cloud_instance"), HttpMethod.Post, Initialize)).ShouldBe(403, "scope_missing");
        (await SendAsync(person.With("no-token"), HttpMethod.Post, Initialize)).ShouldBe(401, "not_signed_in");
    }

    [Fact]
    public async Task A_token_in_the_address_is_refused()
    {
        Person tool = await NewToolAsync();
        (await house.Server.Stranger().SendAsync(HttpMethod.Post, $"/mcp?access_token={tool.Token}", PersonActions.Raw(Initialize))).ShouldBe(400, "invalid_request");
        (await tool.SendAsync(HttpMethod.Post, "/mcp?x=1", PersonActions.Raw(Initialize))).ShouldBe(400, "invalid_request");
    }

    [Fact]
    public async Task A_token_of_a_program_is_good_nowhere_else()
    {
        Person tool = await NewToolAsync();
        foreach (string path in (string[])["/api/instances", "/api/auth/me", "/api/tokens", "/api/events", "/api/mcp/calls", "/api/cloud/mcp-connections", "/metrics"])
        {
            (await tool.GetAsync(path)).ShouldBe(403, "mcp_token_elsewhere");
        }

        (System.Net.WebSockets.ClientWebSocket? socket, int status) = await tool.UpgradeAsync("/ws/exec?instance=x");
        socket.ShouldBeNull();
        status.ShouldBe(403);
    }

    [Fact]
    public async Task A_session_is_bound_to_its_user_and_token_and_ends_with_it()
    {
        Person owner = await house.Server.NewPersonAsync();
        Person tool = owner.With(await McpProgram.NewTokenAsync(owner));
        Answer begun = (await SendAsync(tool, HttpMethod.Post, Initialize)).ShouldBe(200);
        string session = begun.Headers.GetValues("Mcp-Session-Id").Single();
        session.Length.ShouldBeGreaterThan(30);
        const string List = """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""";
        (await InSessionAsync(tool, session, List)).Status.ShouldBe(200);

        Person sameUser = owner.With(await McpProgram.NewTokenAsync(owner));
        foreach (Person other in (Person[])[sameUser, await NewToolAsync()])
        {
            (await InSessionAsync(other, session, List)).ShouldBe(404, "mcp_session_not_found");
            (await InSessionAsync(other, session, null, HttpMethod.Get)).ShouldBe(404, "mcp_session_not_found");
            (await InSessionAsync(other, session, null, HttpMethod.Delete)).ShouldBe(404, "mcp_session_not_found");
        }

        (await InSessionAsync(tool, "made-up", List)).ShouldBe(404, "mcp_session_not_found");
        (await SendAsync(tool, HttpMethod.Post, List)).ShouldBe(404, "mcp_session_not_found");

        // The stream for what the server says unasked ends with the token.
        using HttpRequestMessage listen = tool.Request(HttpMethod.Get, "/mcp");
        listen.Headers.Add("Mcp-Session-Id", session);
        listen.Headers.Add("Accept", "text/event-stream");
        using HttpResponseMessage stream = await tool.Http.SendAsync(listen, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        stream.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        Task<string> body = stream.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        (await InSessionAsync(tool, session, null, HttpMethod.Get)).ShouldBe(400, "invalid_request");
        foreach (JsonElement token in (await owner.GetAsync("/api/tokens")).Items())
        {
            (await owner.DeleteAsync($"/api/tokens/{token.GetProperty("id").GetString()}")).ShouldBe(204);
        }

        await body.WaitAsync(Wait.Long, TestContext.Current.CancellationToken);
        (await InSessionAsync(tool, session, List)).ShouldBe(401);
    }

    [Fact]
    public async Task Sessions_are_limited_end_on_request_and_when_they_are_idle()
    {
        await using TestServer server = await TestServer.StartAsync(settings: [("Anchorage:Mcp:SessionsPerUser", "2"), ("Anchorage:Mcp:IdleTime", "00:00:15")]);
        Person owner = await server.NewPersonAsync();
        Person tool = owner.With(await McpProgram.NewTokenAsync(owner));
        string first = (await SendAsync(tool, HttpMethod.Post, Initialize)).ShouldBe(200).Headers.GetValues("Mcp-Session-Id").Single();
        (await SendAsync(tool, HttpMethod.Post, Initialize)).ShouldBe(200);
        (await InSessionAsync(tool, first, null, HttpMethod.Delete)).ShouldBe(204);
        (await InSessionAsync(tool, first, null, HttpMethod.Delete)).ShouldBe(404, "mcp_session_not_found");
        int refused = 0;
        for (int i = 0; i < 5; i++)
        {
            refused += (await SendAsync(tool, HttpMethod.Post, Initialize)).Status == 429 ? 1 : 0;
        }

        refused.ShouldBeGreaterThan(0);
        await Wait.UntilAsync(async () => (await SendAsync(tool, HttpMethod.Post, Initialize)).Status == 200, "idle sessions make room");
    }

    [Fact]
    public async Task Bad_bodies_are_refused()
    {
        Person tool = await NewToolAsync();
        foreach (string body in (string[])["", "{", "[]", "null", "3", "{}", """{"jsonrpc":"1.0","id":1,"method":"tools/list"}""", $"[{Initialize}]"])
        {
            (await SendAsync(tool, HttpMethod.Post, body)).Status.ShouldBeOneOf(400, 404);
        }

        (await tool.SendAsync(HttpMethod.Post, "/mcp", PersonActions.Raw(Initialize, "text/plain"))).ShouldBe(415, "unsupported_media_type");
        (await SendAsync(tool, HttpMethod.Post, new string(' ', 900_000))).ShouldBe(413, "payload_too_large");
        Answer mismatch = await SendAsync(tool, HttpMethod.Post, """{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{}}""", r =>
        {
            r.Headers.Add("MCP-Protocol-Version", "2026-07-28");
            r.Headers.Add("Mcp-Method", "tools/call");
        });
        mismatch.Status.ShouldBe(400);
        mismatch.Json.GetProperty("id").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task No_token_and_no_argument_stands_in_logs_or_audit()
    {
        (Person owner, string instance, McpProgram program) = await house.OpenAsync();
        await using McpProgram connected = program;
        string token = await McpProgram.NewTokenAsync(owner);
        await using McpProgram second = await McpProgram.ConnectAsync(house.Server, token);
        (await second.CallAsync("write_file", new { targetInstance = instance, path = "/c", content = "canary-content-3Zr" })).Code.ShouldBeNull();
        (await second.CallAsync("write_file", new { targetInstance = instance, path = "/c", content = "canary-content-3Zr", encoding = "canary-encoding-3Zr" })).Code.ShouldBe("invalid_request");
        (await second.CallAsync("run_command", new { targetInstance = instance, command = (string[])["echo", "canary-argument-3Zr"], timeoutSeconds = 5 })).Code.ShouldNotBeNull();
        string everything = house.Server.Log.Text + (await house.Server.Superadmin.GetAsync("/api/audit?limit=200")).Text;
        everything.ShouldNotContain("3Zr");
        everything.ShouldNotContain(token.Split('.')[^1]);
    }

    private async Task<Person> NewToolAsync()
    {
        Person owner = await house.Server.NewPersonAsync();
        return owner.With(await McpProgram.NewTokenAsync(owner));
    }

    private static Task<Answer> SendAsync(Person tool, HttpMethod method, string? body, Action<HttpRequestMessage>? change = null) => tool.SendAsync(
        method,
        "/mcp",
        body is null ? null : PersonActions.Raw(body),
        request =>
        {
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            change?.Invoke(request);
        });

    private static Task<Answer> InSessionAsync(Person tool, string session, string? body, HttpMethod? method = null) =>
        SendAsync(tool, method ?? HttpMethod.Post, body, r => r.Headers.Add("Mcp-Session-Id", session));
}
