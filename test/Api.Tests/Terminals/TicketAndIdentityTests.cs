using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Microsoft.AspNetCore.Routing;

namespace Anchorage.Api.Tests.Terminals;

/// <summary>Who attaches is decided by the ticket and the session, by nothing else that a client sends.</summary>
public sealed class TicketAndIdentityTests
{
    private static readonly string[] Forged = ["X-User-Id", "X-User-Email", "X-Session-Id", "X-Tab-Id"];

    [Fact, Trait("case", "S-06")]
    public async Task Whatever_is_wrong_with_a_ticket_the_answer_is_the_same()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person owner = await server.NewPersonAsync();
        Person other = await server.NewPersonAsync();
        string instance = await owner.NewInstanceAsync();
        (string terminal, string used) = await owner.NewTerminalAsync(instance);
        (string elsewhere, string foreign) = await owner.NewTerminalAsync(instance);
        (await server.Stranger().PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(401);
        (await owner.PostAsync("/api/terminals", new { columns = 80 })).ShouldBe(400, "invalid_request");
        (ClientWebSocket? socket, int status) = await owner.UpgradeAsync(used);
        status.ShouldBe(101);
        socket!.Dispose();
        string old = await TicketAsync(owner, terminal);
        server.Clock.Jump(TimeSpan.FromSeconds(61));
        string fresh = await TicketAsync(owner, terminal);
        string secret = fresh[(fresh.IndexOf('.', StringComparison.Ordinal) + 1)..];

        (string What, Person Person, string Ticket)[] wrong =
        [
            ("used before", owner, used[(used.IndexOf('=', StringComparison.Ordinal) + 1)..]),
            ("older than 60 s", owner, old),
            ("a changed byte", owner, fresh[..^1] + (fresh[^1] == 'A' ? 'B' : 'A')),
            ("another secret", owner, $"{terminal}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}"),
            ("of another terminal", owner, $"{elsewhere}.{secret}"),
            ("of no terminal", owner, $"t0.{secret}"),
            ("none", owner, string.Empty),
            ("another user", other, await TicketAsync(owner, terminal)),
            ("nobody", server.Stranger(), await TicketAsync(owner, terminal)),
        ];
        List<string> texts = [];
        foreach ((string what, Person person, string ticket) in wrong)
        {
            Answer answer = await person.SendAsync(HttpMethod.Get, $"/ws/terminal?ticket={ticket}", null, AsUpgrade);
            answer.Status.ShouldBe(401, $"{what}: {answer.Text}");
            JsonObject body = JsonNode.Parse(answer.Text)!.AsObject();
            body.Remove("traceId");
            texts.Add(body.ToJsonString());
        }

        texts.Distinct().ShouldHaveSingleItem().ShouldContain("ticket_invalid");
        (await owner.UpgradeAsync(foreign)).Status.ShouldBe(401, "it grew old meanwhile");
        (socket, status) = await owner.UpgradeAsync($"/ws/terminal?ticket={fresh}");
        status.ShouldBe(101, "the tries with its relatives did not use it up");
        socket!.Dispose();
    }

    [Fact, Trait("case", "S-08")]
    public async Task Identities_that_a_client_sends_have_no_effect_on_any_route_or_socket()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person victim = await server.NewPersonAsync();
        Person sender = await server.NewPersonAsync();
        (string terminal, string url) = await victim.NewTerminalAsync(await victim.NewInstanceAsync());
        void Forge(HttpRequestMessage request)
        {
            foreach (string name in Forged)
            {
                request.Headers.TryAddWithoutValidation(name, name == "X-User-Email" ? $"{victim.Name}@example.org" : name == "X-Tab-Id" ? terminal : victim.Id);
            }
        }

        (await sender.SendAsync(HttpMethod.Get, "/api/auth/me", null, Forge)).ShouldBe(200)["user.id"].ShouldBe(sender.Id);
        (await sender.SendAsync(HttpMethod.Get, "/api/terminals", null, Forge)).Items().ShouldBeEmpty();
        int compared = 0;
        foreach (string path in server.Endpoints.Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(p => p.StartsWith("/api/", StringComparison.Ordinal) && p != "/api/events"))
        {
            string filled = path.Replace("{id}", path.StartsWith("/api/terminals", StringComparison.Ordinal) ? terminal : victim.Id, StringComparison.Ordinal).Replace("{code}", "not_found", StringComparison.Ordinal);
            foreach (Person person in (Person[])[sender, server.Stranger()])
            {
                Answer plain = await person.GetAsync(filled);
                Answer forged = await person.SendAsync(HttpMethod.Get, filled, null, Forge);
                forged.Status.ShouldBe(plain.Status, forged.Request);
                forged.Code.ShouldBe(plain.Code, forged.Request);
                compared++;
            }
        }

        compared.ShouldBeGreaterThan(30);
        foreach (Person person in (Person[])[sender, server.Stranger()])
        {
            string ticket = (await victim.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(200)["url"];
            (await person.SendAsync(HttpMethod.Get, ticket, null, r =>
            {
                AsUpgrade(r);
                Forge(r);
            })).ShouldBe(401, "ticket_invalid");
            (await person.SendAsync(HttpMethod.Get, "/ws/tunnel?port=22&instance=" + victim.Id, null, r =>
            {
                AsUpgrade(r);
                Forge(r);
            })).Status.ShouldBeInRange(401, 404);
        }

        // And the one whose ticket it is keeps being themselves.
        (await victim.SendAsync(HttpMethod.Get, "/api/auth/me", null, r => r.Headers.TryAddWithoutValidation("X-User-Id", sender.Id))).ShouldBe(200)["user.id"].ShouldBe(victim.Id);
        (ClientWebSocket? socket, int status) = await victim.UpgradeAsync(url);
        status.ShouldBe(101);
        socket!.Dispose();
    }

    private static async Task<string> TicketAsync(Person person, string terminal) =>
        (await person.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(200)["ticket"];

    private static void AsUpgrade(HttpRequestMessage request)
    {
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
    }
}
