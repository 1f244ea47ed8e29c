using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Identity;
using Anchorage.NodeAgent.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Anchorage.Api.Tests.Security;

public sealed class IsolationTests(ServerFixture fixture)
{
    private TestServer Server => fixture.Server;

    [Fact, Trait("case", "K-19")]
    public async Task What_belongs_to_somebody_else_is_like_what_does_not_exist()
    {
        Person owner = await Server.NewPersonAsync();
        Person other = await Server.NewPersonAsync();
        string id = await owner.NewInstanceAsync();
        (string terminal, _) = await owner.NewTerminalAsync(id);
        (_, string recording) = await owner.NewRecordingAsync(id);
        string operation = (await owner.GetAsync("/api/operations")).Items()[0].GetProperty("id").GetString()!;
        (HttpMethod Method, string Path, string Id, object? Body)[] calls =
        [
            (HttpMethod.Get, "/api/instances/{0}", id, null), (HttpMethod.Post, "/api/instances/{0}/stop", id, null), (HttpMethod.Post, "/api/instances/{0}/start", id, null),
            (HttpMethod.Post, "/api/instances/{0}/restart", id, null), (HttpMethod.Post, "/api/instances/{0}/rebuild", id, null), (HttpMethod.Delete, "/api/instances/{0}", id, null),
            (HttpMethod.Patch, "/api/instances/{0}", id, new { name = "mine" }), (HttpMethod.Get, "/api/instances/{0}/logs", id, null),
            (HttpMethod.Get, "/api/terminals?instanceId={0}", id, null), (HttpMethod.Post, "/api/terminals", id, new { instanceId = id, columns = 80, rows = 24 }),
            (HttpMethod.Get, "/api/terminals/{0}/screen", terminal, null), (HttpMethod.Get, "/api/terminals/{0}/search?q=a", terminal, null),
            (HttpMethod.Get, "/api/terminals/{0}", terminal, null), (HttpMethod.Post, "/api/terminals/{0}/ticket", terminal, new { }), (HttpMethod.Delete, "/api/terminals/{0}", terminal, null),
            (HttpMethod.Put, "/api/terminals/{0}/recording", terminal, new { on = true }), (HttpMethod.Get, "/api/recordings?instanceId={0}", id, null),
            (HttpMethod.Get, "/api/recordings/{0}", recording, null), (HttpMethod.Get, "/api/recordings/{0}/cast", recording, null), (HttpMethod.Delete, "/api/recordings/{0}", recording, null),
            (HttpMethod.Patch, "/api/terminals/{0}", terminal, new { name = "mine" }), (HttpMethod.Put, "/api/terminals/{0}/viewers/v1", terminal, new { role = "watch" }),
            (HttpMethod.Delete, "/api/terminals/{0}/viewers/v1", terminal, null), (HttpMethod.Post, "/api/terminals/{0}/take-over", terminal, null),
            (HttpMethod.Get, "/api/operations/{0}", operation, null), (HttpMethod.Post, "/api/operations/{0}/cancel", operation, null),
            (HttpMethod.Get, "/api/users/{0}", owner.Id, null), (HttpMethod.Get, "/api/users/{0}/ssh-keys", owner.Id, null),
        ];
        foreach ((HttpMethod method, string path, string known, object? body) in calls)
        {
            string unknown = new('z', known.Length);
            object? unknownBody = path == "/api/terminals" ? new { instanceId = unknown, columns = 80, rows = 24 } : body;
            Answer foreign = await other.SendAsync(method, path.Replace("{0}", known, StringComparison.Ordinal), body);
            Answer missing = await other.SendAsync(method, path.Replace("{0}", unknown, StringComparison.Ordinal), unknownBody);

            foreign.ShouldBe(404);
            Same(foreign, known).ShouldBe(Same(missing, unknown), $"{method} {path}");
        }

        (await other.UpgradeAsync($"/ws/tunnel?instance={id}&port=22")).Status.ShouldBe(404);
        (await other.UpgradeAsync($"/ws/exec?instance={id}")).Status.ShouldBe(404);
        (await owner.StatusOfAsync(id)).ShouldBe("running");

        static string Same(Answer answer, string id) =>
            answer.Text.Replace(answer["traceId"], "T", StringComparison.Ordinal).Replace(id, "ID", StringComparison.Ordinal);
    }

    [Fact, Trait("case", "K-20")]
    public async Task No_answer_to_a_user_holds_secrets_or_what_belongs_to_others()
    {
        const string Canary = "c4n4ry";
        Person victim = await Server.NewPersonAsync(name: Canary + "-victim");
        Person reader = await Server.NewPersonAsync(name: "reader-of-all");
        string instance = await victim.NewInstanceAsync(Canary + "-box");
        (await victim.PostAsync("/api/users/me/ssh-keys", new { label = Canary + "-key", publicKey = PersonActions.NewSshKey(Canary) })).ShouldBe(201);
        Answer victimToken = (await victim.PostAsync("/api/tokens", new { label = Canary + "-token" })).ShouldBe(201);
        Answer victimKey = (await victim.PostAsync("/api/nodes/onboarding-keys", new { label = Canary + "-onboarding" })).ShouldBe(201);
        string own = await reader.NewInstanceAsync("own-box");
        Answer ownToken = (await reader.PostAsync("/api/tokens", new { label = "own" })).ShouldBe(201);
        (string terminal, _) = await reader.NewTerminalAsync(own);
        string operation = (await reader.GetAsync("/api/operations")).Items()[0].GetProperty("id").GetString()!;
        string[] hashes = [.. await HashesAsync(victim, victimToken["token"]), .. await HashesAsync(reader, ownToken["token"])];
        string[] never =
        [
            Canary, victim.Id, instance, victim.Address, victimToken["token"], victimKey["key"], ownToken["token"], reader.Cookie!.Split('=')[1], TestServer.Password, "pbkdf2", "passwordHash",
            "secretHash", .. hashes,
        ];

        int read = 0;
        string[] paths =
        [
            .. Server.Endpoints.Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
                .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
                .Where(p => p.StartsWith("/api/", StringComparison.Ordinal) && p != "/api/events"),
        ];
        foreach (string id in (string[])[own, terminal, operation, "me", fixture.Node.Id, "not_found"])
        {
            await SearchAsync(id, never);
        }

        // Whoever knows an id gets that back at most; the audit of one's own refusals repeats it.
        foreach (string id in (string[])[instance, victim.Id])
        {
            await SearchAsync(id, [.. never.Except([instance, victim.Id])]);
        }

        read.ShouldBeGreaterThan(20);

        async Task SearchAsync(string id, string[] secrets)
        {
            foreach (string path in paths)
            {
                Answer answer = await reader.GetAsync(path.Replace("{id}", id, StringComparison.Ordinal).Replace("{code}", id, StringComparison.Ordinal));
                read += answer.Status == 200 ? 1 : 0;
                secrets.Where(s => answer.Text.Contains(s, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty($"{answer.Request}: {answer.Text}");
            }
        }
    }

    [Fact, Trait("case", "K-05"), Trait("case", "K-21")]
    public async Task Keys_of_machines_and_of_people_do_not_open_each_others_doors()
    {
        Person owner = await Server.NewPersonAsync();
        string key = (await owner.PostAsync("/api/nodes/onboarding-keys", new { label = "machine" })).ShouldBe(201)["key"];
        Person machine = owner.With(key);
        foreach (string path in (string[])["/api/auth/me", "/api/instances", "/api/nodes", "/api/users/me", "/api/audit", "/api/events"])
        {
            (await machine.GetAsync(path)).ShouldBe(401, "not_signed_in");
        }

        (await machine.UpgradeAsync("/hubs/cloud")).Status.ShouldBe(401);
        string token = (await owner.NewTokenAsync("*")).Token!;
        int before = (await Server.Superadmin.GetAsync("/api/nodes")).Items().Length;
        foreach (string credential in (string[])[token, owner.Cookie!.Split('=')[1], "anok_x_y", "nonsense"])
        {
            await using TestAgent agent = new(Server.Url, credential);
            ServerRefusedException refused = await Should.ThrowAsync<ServerRefusedException>(agent.EnrollAsync());
            refused.Code.ShouldBe("invalid_onboarding_key");
        }

        (await Server.Superadmin.GetAsync("/api/nodes")).Items().Length.ShouldBe(before);
    }

    [Theory, Trait("case", "X-04")]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Another_site_cannot_act_with_a_cookie(string origin)
    {
        Person person = await Server.NewPersonAsync();
        string id = await person.NewInstanceAsync();
        (_, string ticket) = await person.NewTerminalAsync(id);

        void Change(HttpRequestMessage request)
        {
            request.Headers.Remove("Origin");
            if (origin.Length > 0)
            {
                request.Headers.Add("Origin", origin);
            }
        }

        (await person.SendAsync(HttpMethod.Post, "/api/tokens", new { label = "stolen" }, Change)).ShouldBe(403, "origin_refused");
        (await person.SendAsync(HttpMethod.Post, $"/api/instances/{id}/stop", null, Change)).ShouldBe(403, "origin_refused");
        (await person.SendAsync(HttpMethod.Delete, $"/api/instances/{id}", null, Change)).ShouldBe(403, "origin_refused");
        if (origin.Length > 0)
        {
            (await UpgradeAsync("/hubs/cloud")).ShouldBe(403);
            (await UpgradeAsync(ticket)).ShouldBe(403);
            (await UpgradeAsync($"/ws/tunnel?instance={id}&port=22")).ShouldBe(403);
            (await UpgradeAsync($"/ws/exec?instance={id}")).ShouldBe(403);
            (await UpgradeAsync("/agent/link")).ShouldBe(403);
        }

        (await person.GetAsync("/api/tokens")).Items().ShouldBeEmpty();
        (await person.StatusOfAsync(id)).ShouldBe("running");

        async Task<int> UpgradeAsync(string path)
        {
            (ClientWebSocket? socket, int status) = await person.UpgradeAsync(path, origin);
            socket?.Dispose();
            return status;
        }
    }

    [Fact, Trait("case", "X-04")]
    public async Task No_origin_is_told_that_it_may_read()
    {
        Person person = await Server.NewPersonAsync();
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Options])
        {
            Answer answer = await person.SendAsync(method, "/api/auth/me", null, r =>
            {
                r.Headers.Remove("Origin");
                r.Headers.Add("Origin", "https://evil.example");
                r.Headers.Add("Access-Control-Request-Method", "POST");
            });

            answer.Headers.ShouldNotContain(h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_ticket_opens_one_terminal_once_for_sixty_seconds_from_its_origin()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using Nodes.TestNode node = await Nodes.TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        string id = await person.NewInstanceAsync();

        (_, string url) = await person.NewTerminalAsync(id);
        Person token = await person.NewTokenAsync("*");
        (await token.UpgradeAsync(url)).Status.ShouldBe(401, "the ticket was made for a page, and this is a program");

        (_, url) = await person.NewTerminalAsync(id);
        (ClientWebSocket? socket, int status) = await person.UpgradeAsync(url);
        status.ShouldBe(101);
        socket!.Dispose();
        (await person.UpgradeAsync(url)).Status.ShouldBe(401);

        (_, url) = await person.NewTerminalAsync(id);
        server.Clock.Jump(TimeSpan.FromSeconds(61));
        (await person.UpgradeAsync(url)).Status.ShouldBe(401);
        (await person.UpgradeAsync("/ws/terminal?ticket=../x.y")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_token_cannot_make_a_wider_one()
    {
        Person person = await Server.NewPersonAsync();
        Person narrow = await person.NewTokenAsync("manage:credentials", "read:user");

        (await narrow.PostAsync("/api/tokens", new { label = "wide", scopes = new[] { "*" } })).ShouldBe(403, "scope_missing");
        (await narrow.PostAsync("/api/tokens", new { label = "wide" })).ShouldBe(403, "scope_missing");
        (await narrow.PostAsync("/api/tokens", new { label = "other", scopes = new[] { "read:node" } })).ShouldBe(403, "scope_missing");
        (await narrow.PostAsync("/api/tokens", new { label = "same", scopes = new[] { "read:user" } })).ShouldBe(201);
        (await person.PostAsync("/api/tokens", new { label = "odd", scopes = new[] { "fly:moon" } })).ShouldBe(400);
        (await person.SendAsync(HttpMethod.Post, "/api/tokens", PersonActions.Raw("""{"label":"odd","scopes":[null]}"""))).ShouldBe(400);
    }

    private async Task<string[]> HashesAsync(Person person, string token)
    {
        UserRights rights = (await Server.Services.GetRequiredService<IGrainFactory>().GetGrain<IUserSystemGrain>(Grains.Abstractions.GrainKeys.User(person.Id)).GetRights())!;
        string secret = token[(token.LastIndexOf('_') + 1)..];
        return [.. rights.Credentials.Values.Select(c => c.SecretHash), CredentialToken.Hash(secret), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))];
    }
}
