using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Support;

public sealed partial class StubServer
{
    /// <summary>What POST /api/admin/backup streams.</summary>
    public byte[] Backup { get; set; } = [];

    /// <summary>As a proxy does that passes no upgrades.</summary>
    public bool BlocksSockets { get; set; }

    /// <summary>Events per connection to /api/events; the last connection stays open.</summary>
    public List<string[]> EventConnections { get; } = [];

    /// <summary>The Last-Event-ID of each connection.</summary>
    public List<string?> LastEventIds { get; } = [];

    private void MapOthers()
    {
        _app.MapGet("/api/nodes", c => JsonAsync(c, Page(Node())));
        _app.MapPatch("/api/nodes/{id}", c => JsonAsync(c, Node()));
        _app.MapDelete("/api/nodes/{id}", c => NoContent(c));
        _app.MapGet("/api/nodes/onboarding-keys", c => JsonAsync(c, Page(new JsonObject { ["id"] = "ok-1", ["label"] = "lab", ["prefix"] = "anok_a", ["uses"] = 1, ["maxUses"] = 5 })));
        _app.MapPost("/api/nodes/onboarding-keys", c => JsonAsync(c, new JsonObject { ["key"] = "anok_secret", ["onboardingKey"] = new JsonObject { ["id"] = "ok-2", ["label"] = "lab" }, ["command"] = "curl -fsS https://h/download/install.sh | sh -s -- anok_secret" }, 201));
        _app.MapDelete("/api/nodes/onboarding-keys/{id}", c => NoContent(c));
        _app.MapGet("/api/terminals", c => JsonAsync(c, Page(Terminal("term1", "build server"), Terminal("term2", ""))));
        _app.MapPost("/api/terminals", c => JsonAsync(c, new JsonObject { ["terminal"] = Terminal("term3", "new") }, 201));
        _app.MapGet("/api/terminals/{id}", c => (string)c.Request.RouteValues["id"]! == "foreign1"
            ? JsonAsync(c, Terminal("foreign1", ""))
            : ProblemAsync(c, 404, "terminal_not_found", "There is no such terminal."));
        _app.MapPatch("/api/terminals/{id}", c => JsonAsync(c, Terminal("term1", "tests")));
        _app.MapDelete("/api/terminals/{id}", c => NoContent(c));
        _app.MapPut("/api/terminals/{id}/viewers/{viewer}", c => JsonAsync(c, Terminal("term1", "build server")));
        _app.MapDelete("/api/terminals/{id}/viewers/{viewer}", c => NoContent(c));
        _app.MapPost("/api/terminals/{id}/take-over", c => JsonAsync(c, Terminal("term1", "build server")));
        _app.MapGet("/api/cloud/mcp-connections", c => JsonAsync(c, new JsonObject
        {
            ["success"] = true,
            ["connections"] = new JsonArray(new JsonObject
            {
                ["connectionId"] = "c1",
                ["client"] = "editor",
                ["version"] = "1.0",
                ["protocol"] = "2026-07-28",
                ["tokenId"] = "t1",
                ["lastActivity"] = 1_700_000_000_000,
                ["calls"] = 3,
            }),
            ["instances"] = new JsonArray(),
        }));
        _app.MapGet("/api/mcp/calls", c => JsonAsync(c, new JsonObject { ["items"] = new JsonArray(McpCall("call1", "waiting"), McpCall("call2", "denied")) }));
        _app.MapPost("/api/mcp/calls/{id}/{answer}", c => JsonAsync(c, McpCall((string)c.Request.RouteValues["id"]!, "approved")));
        _app.MapGet("/api/cloud/shares/list", c => JsonAsync(c, new JsonObject { ["success"] = true, ["shares"] = new JsonArray(Share()) }));
        _app.MapPost("/api/cloud/shares/save", c => JsonAsync(c, new JsonObject { ["success"] = true, ["share"] = Share() }));
        _app.MapPost("/api/cloud/shares/delete", c => JsonAsync(c, new JsonObject { ["success"] = true }));
        _app.MapGet("/api/groups", c => JsonAsync(c, Page(UserGroup())));
        _app.MapPost("/api/groups", c => JsonAsync(c, UserGroup(), 201));
        _app.MapPatch("/api/groups/{id}", c => JsonAsync(c, UserGroup()));
        _app.MapDelete("/api/groups/{id}", c => NoContent(c));
        _app.MapGet("/api/access/why", c => JsonAsync(c, new JsonObject
        {
            ["user"] = new JsonObject { ["id"] = "u2", ["name"] = c.Request.Query["user"].ToString() },
            ["permission"] = c.Request.Query["permission"].ToString(),
            ["instance"] = new JsonObject { ["id"] = "i1", ["name"] = c.Request.Query["instance"].ToString() },
            ["allowed"] = false,
            ["code"] = "forbidden",
            ["reason"] = "Bob does not own web.",
            ["shares"] = new JsonArray(),
        }));
        _app.MapPost("/api/users/{id}/view", c => JsonAsync(c, new JsonObject
        {
            ["user"] = new JsonObject { ["id"] = "u2", ["name"] = "bob" },
            ["role"] = "user",
            ["status"] = "active",
            ["instances"] = new JsonArray(new JsonObject { ["id"] = "i1", ["name"] = "web", ["status"] = "running", ["owner"] = new JsonObject { ["id"] = "u1", ["name"] = "ann" }, ["permissions"] = new JsonArray("read:cloud_instance") }),
        }));
        _app.MapDelete("/api/users/{id}/view", c => NoContent(c));
        _app.MapGet("/ws/probe", ProbeAsync);
        _app.MapGet("/api/audit", AuditAsync);
        _app.MapGet("/api/errors/{code}", c => (string)c.Request.RouteValues["code"]! == "brand_new"
            ? JsonAsync(c, new JsonObject { ["code"] = "brand_new", ["status"] = 409, ["severity"] = "error", ["message"] = "New.", ["cause"] = "A newer server.", ["fix"] = "Update." })
            : ProblemAsync(c, 404, "not_found", "No such code."));
        _app.MapGet("/api/events", EventsAsync);
        _app.MapPost("/api/admin/backup", async c => await c.Response.Body.WriteAsync(Backup));
    }

    private static JsonObject McpCall(string id, string state) => new()
    {
        ["id"] = id,
        ["instance"] = new JsonObject { ["id"] = "i1", ["name"] = "web" },
        ["tool"] = "write_file",
        ["destructive"] = true,
        ["user"] = new JsonObject { ["id"] = "u1", ["name"] = "ann" },
        ["client"] = "editor",
        ["state"] = state,
        ["askedAt"] = "2030-01-31T12:00:00Z",
        ["expiresAt"] = "2030-01-31T12:05:00Z",
        ["argumentsJson"] = state == "waiting" ? """{"path":"/etc/hosts"}""" : null,
    };

    private static JsonObject UserGroup() => new()
    {
        ["id"] = "g-1",
        ["name"] = "ops",
        ["description"] = "on call",
        ["members"] = new JsonArray(new JsonObject { ["id"] = "u2", ["name"] = "bob" }),
        ["createdAt"] = "2030-01-31T12:00:00Z",
        ["etag"] = "1",
    };

    private static JsonObject Share() => new()
    {
        ["id"] = "s1",
        ["sharerId"] = "u1",
        ["sharerName"] = "ann",
        ["shareeId"] = "u2",
        ["shareeName"] = "bob",
        ["instanceId"] = null,
        ["instanceName"] = null,
        ["permissions"] = null,
        ["description"] = "on call",
        ["createdTimestamp"] = 1,
        ["expiresTimestamp"] = null,
        ["isEnabled"] = true,
        ["etag"] = "1",
    };

    private async Task ProbeAsync(HttpContext context)
    {
        if (BlocksSockets)
        {
            context.Response.StatusCode = 502;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } frame)
            {
                await socket.SendAsync(buffer.AsMemory(0, frame.Count), frame.MessageType, true, context.RequestAborted);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // It has measured enough.
        }
    }

    // Three pages of two lines each.
    private static Task AuditAsync(HttpContext context)
    {
        var page = int.Parse(context.Request.Query["cursor"].FirstOrDefault() ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var items = Enumerable.Range(page * 2, 2).Select(n => (JsonNode)new JsonObject
        {
            ["id"] = n,
            ["at"] = "2026-11-20T10:00:00Z",
            ["level"] = "info",
            ["action"] = "instance.create",
            ["actor"] = new JsonObject { ["kind"] = "user", ["id"] = "user-ann", ["name"] = "ann\u001b[2J" },
            ["object"] = new JsonObject { ["kind"] = "instance", ["id"] = $"inst-{n}", ["name"] = $"web{n}" },
            ["outcome"] = "succeeded",
        });
        return JsonAsync(context, new JsonObject { ["items"] = new JsonArray([.. items]), ["nextCursor"] = page < 2 ? (page + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : null });
    }

    private async Task EventsAsync(HttpContext context)
    {
        string[] events;
        bool last;
        lock (EventConnections)
        {
            LastEventIds.Add(context.Request.Headers["Last-Event-ID"].FirstOrDefault());
            events = EventConnections[LastEventIds.Count - 1];
            last = LastEventIds.Count == EventConnections.Count;
        }

        context.Response.ContentType = "text/event-stream";
        foreach (var item in events)
        {
            var number = JsonNode.Parse(item)!["number"];
            await context.Response.WriteAsync($"id: {number}\ndata: {item}\n\n");
        }

        await context.Response.Body.FlushAsync();
        if (last)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }
    }

    private static JsonObject Terminal(string id, string name) => new()
    {
        ["id"] = id,
        ["instanceId"] = "inst-1",
        ["name"] = name,
        ["title"] = "vim\u001b[2J",
        ["workingDirectory"] = "/srv",
        ["columns"] = 120,
        ["rows"] = 40,
        ["state"] = "open",
        ["exitCode"] = null,
        ["viewers"] = new JsonArray(Viewer("v1", "ann", "type"), Viewer("v2", "bob", "watch"), Viewer("v3", "bob", "type")),
        ["endWhenLastViewerLeaves"] = false,
        ["createdAt"] = "2026-11-20T10:00:00Z",
        ["lastActivityAt"] = "2026-11-20T10:05:00Z",
    };

    private static JsonObject Viewer(string id, string name, string role) =>
        new() { ["id"] = id, ["userId"] = $"user-{name}", ["name"] = name, ["role"] = role, ["since"] = "2026-11-20T10:01:00Z" };

    private static JsonObject Node() => new()
    {
        ["id"] = "node-1",
        ["name"] = "quay",
        ["hostname"] = "quay.example.org",
        ["owner"] = new JsonObject { ["id"] = "user-ann", ["name"] = "ann" },
        ["shared"] = true,
        ["status"] = "online",
        ["draining"] = false,
        ["local"] = true,
        ["agentVersion"] = "0.1.0",
        ["os"] = "linux",
        ["arch"] = "x64",
        ["docker"] = new JsonObject { ["available"] = true, ["version"] = "20.10", ["problem"] = null },
        ["health"] = new JsonObject { ["cpuPercent"] = 12.4, ["memoryUsedBytes"] = 2147483648, ["memoryTotalBytes"] = 8589934592, ["diskUsedBytes"] = 1, ["diskTotalBytes"] = 2, ["load1"] = 0.5 },
        ["capacity"] = new JsonObject { ["maxContainers"] = 10, ["memoryMb"] = 8192, ["cpus"] = 2 },
        ["usage"] = new JsonObject { ["containers"] = 3, ["memoryMb"] = 100, ["cpus"] = 1 },
        ["lastSeenAt"] = "2026-11-20T10:00:00Z",
    };
}
