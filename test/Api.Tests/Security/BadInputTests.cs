using System.Text;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Anchorage.Api.Tests.Security;

public sealed class BadInputTests
{
    /// <summary>Routes that read no body.</summary>
    private static readonly string[] Bodyless =
    [
        "/start",
        "/stop",
        "/restart",
        "/restore",
        "/cancel",
        "/rotate-key",
        "/take-over",
        "/refresh",
        "/disconnect",
        "/resume",
        "/finalize",
        "/approve",
        "/deny",
        "/view",
    ];

    private static readonly string[] Wrong =
    [
        "{}", "[]", "null", "7", "\"text\"", "{\"a\":", "{]", "\ud83d\ude00", new string('[', 5_000),
        """{"username":7,"email":[],"password":{},"role":9,"scopes":"all","label":{},"publicKey":1,"expiresAt":"soon","maxUses":"many","items":{},"name":[],"limits":"big"}""",
        """{"username":null,"email":null,"password":null,"scopes":[null],"label":null,"publicKey":null,"items":[null],"limits":null,"instanceId":null,"columns":null}""",
        """{"username":"\u0000\u0007","email":"\u0000@\u0000","password":"\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000","label":"\u0000","name":"\u0000","token":"\u0000"}""",
        """{"expiresAt":"0001-01-01T00:00:00Z","maxUses":-2147483648,"instanceQuota":-1,"columns":-1,"rows":2147483647,"portRange":{"from":-1,"to":99999999},"memoryMb":-5,"cpus":1e308,"maxContainers":0}""",
        """{"limits":{"memoryMb":-1,"cpus":-1e308,"pids":2147483647},"restartPolicy":"sometimes","imageId":"../../x","nodeId":"; rm -rf /","items":[{}],"role":"emperor","status":"sleeping"}""",
    ];

    private const int Largest = 1024 * 1024;

    private static readonly string[] Addresses =
    [
        "/api/users?limit=0",
        "/api/users?limit=99999999999999999999",
        "/api/users?cursor=%00",
        "/api/users?cursor=bm90IGEgY3Vyc29y",
        "/api/users?q=%27%22%3B--%00%25_",
        "/api/instances?q=%ff%fe",
        "/api/instances/%00",
        "/api/instances/..%2f..%2fetc",
        "/api/users/%F0%9F%98%80",
        "/api/operations?state=7",
        "/api/operations?target=%27",
        "/api/operations/x?waitSeconds=-1",
        "/api/terminals?instanceId=%00",
        "/api/nodes/x/health?minutes=1e9",
        "/api/audit?cursor=zzz&since=9999-99-99",
        "/api/errors/%00",
        "/api/terminals/none/screen?scrollback=-1",
        "/api/terminals/none/search?q=%00&limit=0",
        "/ws/terminal?ticket=%00.%00",
        "/ws/tunnel?instance=%00&port=99999",
    ];

    [Fact, Trait("case", "X-03")]
    public async Task Nonsense_in_any_body_is_the_callers_fault_and_never_the_servers()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using Nodes.TestNode node = await Nodes.TestNode.StartAsync(server);
        Person boss = await server.NewPersonAsync("superadmin");
        string id = await boss.NewInstanceAsync("victim");
        (string terminal, _) = await boss.NewTerminalAsync(id);
        string token = (await boss.NewTokenAsync("*")).Token!;
        Person subject = await server.NewPersonAsync();
        Body[] bodies = [.. Bodies()];
        int sent = 0;

        foreach (RouteEndpoint endpoint in server.Endpoints)
        {
            string route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            foreach (string method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            {
                // Routes without a body are covered by what their path and query may hold; the content of a file may be anything.
                if (method is not ("POST" or "PUT" or "PATCH") || route is "/api/admin/backup" or "/api/auth/logout" || route.EndsWith("/files/content", StringComparison.Ordinal) || route.EndsWith("/files/unpack", StringComparison.Ordinal))
                {
                    continue;
                }

                string path = Fill(route, id, terminal, node.Id, subject.Id);
                bool bodyless = Bodyless.Any(end => path.EndsWith(end, StringComparison.Ordinal)) || path.StartsWith("/hubs", StringComparison.Ordinal);
                foreach (Body body in bodies)
                {
                    // Public routes that take passwords have a limit per address, so every body comes from another one.
                    Person caller = new(server, "sender") { Token = token };
                    Answer answer = await caller.SendAsync(new HttpMethod(method), path, body.Content()).WaitAsync(Wait.Long);
                    sent++;
                    bool accepted = answer.Status is >= 200 and < 300;
                    answer.Status.ShouldNotBe(401, $"{answer.Request}: {answer.Text}");
                    answer.Status.ShouldBeLessThan(500, $"{answer.Request}: {answer.Text}\n{body}");
                    if (answer.Status >= 400)
                    {
                        answer.Code.ShouldNotBeNull($"{answer.Request}: {answer.Text}");
                    }

                    if (body.Bytes.Length > Largest && !route.EndsWith("/command", StringComparison.Ordinal) && !route.EndsWith("/chunk", StringComparison.Ordinal))
                    {
                        // Also where no body is read at all.
                        answer.ShouldBe(413, "payload_too_large");
                    }
                    else if (!bodyless && !IsHarmless(path, body))
                    {
                        accepted.ShouldBeFalse($"{answer.Request}: {answer.Status} {answer.Text}\n{body}");
                    }
                }
            }
        }

        sent.ShouldBeGreaterThan(200);
        server.Log.Errors.ShouldBeEmpty();
        (await boss.GetAsync("/api/auth/me")).ShouldBe(200);
    }

    [Fact, Trait("case", "X-03")]
    public async Task Nonsense_in_an_address_is_the_callers_fault()
    {
        await using TestServer server = await TestServer.StartAsync();
        foreach (string path in Addresses)
        {
            Answer answer = await server.Superadmin.GetAsync(path).WaitAsync(Wait.Long);

            answer.Status.ShouldBeLessThan(500, $"{path}: {answer.Text}");
        }

        server.Log.Errors.ShouldBeEmpty();
    }

    private static IEnumerable<Body> Bodies()
    {
        foreach (string text in Wrong)
        {
            yield return new Body(Encoding.UTF8.GetBytes(text));
        }

        yield return new Body("{}"u8.ToArray(), "text/plain");
        yield return new Body("a=b"u8.ToArray(), "application/x-www-form-urlencoded");
        yield return new Body([0xff, 0xfe, 0x00, 0x80]);
        yield return new Body(Encoding.UTF8.GetBytes($$"""{"username":"{{new string('x', 10 * 1024 * 1024)}}"}"""));
    }

    private static string Fill(string route, string instance, string terminal, string node, string user)
    {
        string id = route.StartsWith("/api/instances", StringComparison.Ordinal) ? instance
            : route.StartsWith("/api/terminals", StringComparison.Ordinal) ? terminal
            : route.StartsWith("/api/nodes", StringComparison.Ordinal) ? node
            : user;
        return route.Replace("{id}", id, StringComparison.Ordinal).Replace("{keyId}", "none", StringComparison.Ordinal).Replace("{viewer}", "none", StringComparison.Ordinal);
    }

    /// <summary>Bodies in which every field may be absent are requests that change nothing or take the defaults, where they are objects.</summary>
    private static bool IsHarmless(string path, Body body)
    {
        string text = body.ToString();
        bool allOptional = path == "/api/instances" || path.EndsWith("/password", StringComparison.Ordinal) || path.EndsWith("/rebuild", StringComparison.Ordinal)
            || path.EndsWith("/ticket", StringComparison.Ordinal) || path.StartsWith("/api/terminals/", StringComparison.Ordinal) || path.StartsWith("/api/users/", StringComparison.Ordinal) || path.StartsWith("/api/nodes/", StringComparison.Ordinal)
            || path.StartsWith("/api/instances/", StringComparison.Ordinal);
        return allOptional && text.StartsWith('{') && body.Type == "application/json" && text.Length < 1_000;
    }

    private sealed record Body(byte[] Bytes, string Type = "application/json")
    {
        public HttpContent Content() => new ByteArrayContent(Bytes) { Headers = { { "Content-Type", Type } } };

        public override string ToString() => Encoding.UTF8.GetString(Bytes, 0, Math.Min(Bytes.Length, 1_000));
    }
}
