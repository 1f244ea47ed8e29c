using System.Diagnostics;
using System.Text.Json;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Anchorage.Api.Tests.Shares;

namespace Anchorage.Api.Tests.Commands;

/// <summary>The fleet as clients of system D see it.</summary>
public sealed class CloudInstanceTests(ShareHouse house) : IClassFixture<ShareHouse>
{
    [Fact]
    public async Task The_list_has_the_fields_of_system_D_and_a_refresh_really_asks()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        JsonElement listed = One(await owner.GetAsync("/api/cloud/instances"));
        listed.EnumerateObject().Select(p => p.Name).ShouldContain("mcpControllable");
        foreach (string field in (string[])["id", "userId", "info", "detailedInfo", "status", "connectedAt", "lastHeartbeat", "lastActivity", "health", "commandCount", "online", "lastVerified", "responseTime", "mcpControllable"])
        {
            listed.TryGetProperty(field, out _).ShouldBeTrue(field);
        }

        listed.GetProperty("lastVerified").ValueKind.ShouldBe(JsonValueKind.Null);
        listed.GetProperty("info").EnumerateObject().Select(p => p.Name).ShouldBe(["fingerprint", "friendlyName", "hostname", "port", "https"]);

        JsonElement asked = One(await owner.PostAsync("/api/cloud/instances/refresh"));
        asked.GetProperty("online").GetBoolean().ShouldBeTrue();
        asked.GetProperty("status").GetString().ShouldBe("online");
        asked.GetProperty("responseTime").GetInt64().ShouldBeInRange(0, 5000);
        asked.GetProperty("health").GetProperty("memory").GetInt64().ShouldBe(64 << 20);
        asked.GetProperty("health").GetProperty("cpu").GetDouble().ShouldBe(12.5);
        asked.GetProperty("health").GetProperty("uptime").GetInt64().ShouldBe(3600);

        Answer status = (await owner.GetAsync($"/api/cloud/instance/{owner.Id}_{id}/status")).ShouldBe(200);
        status["status"].ShouldBe("online");
        Answer info = (await owner.GetAsync($"/api/cloud/instance/{id}/info")).ShouldBe(200);
        foreach (string field in (string[])["fingerprint", "basePath", "podName", "hostname", "port", "sslPort", "protocol", "localIp", "os", "platform", "runtimeVersion", "appVersion", "memory", "cpu", "uptime", "pid", "displayName"])
        {
            info.Json.GetProperty("info").TryGetProperty(field, out _).ShouldBeTrue(field);
        }

        (await friend.GetAsync("/api/cloud/instances")).ShouldBe(200)["stats.total"].ShouldBe("0");
    }

    [Fact, Trait("case", "D-08")]
    public async Task Somebody_elses_instance_answers_like_one_that_does_not_exist()
    {
        (Person owner, Person stranger, string id) = await house.PairAsync();
        string transfer = (await owner.PostAsync($"/api/cloud/instance/{id}/transfer/start", new { operation = "download", files = new[] { new { path = "/file" } } })).ShouldBe(200)["transferId"];
        const string none = "nosuchinstance";
        foreach ((string method, string path, object? body) in ((string, string, object?)[])
        [
            ("GET", "status", null), ("GET", "info", null), ("GET", "browse?path=/", null), ("GET", "folders", null), ("POST", "disconnect", null),
            ("POST", "command", new { type = "ping" }), ("POST", "command", new { type = "no_such_type" }), ("POST", "transfer/start", new { operation = "upload", files = new[] { new { path = "/x", size = 1 } } }),
            ("GET", $"transfer/{transfer}/status", null), ("POST", $"transfer/{transfer}/cancel", null), ("POST", $"transfer/{transfer}/resume", null), ("POST", $"transfer/{transfer}/finalize", null),
            ("GET", $"transfer/{transfer}/chunk?index=0", null),
        ])
        {
            Answer theirs = await stranger.SendAsync(new HttpMethod(method), $"/api/cloud/instance/{id}/{path}", body);
            Answer nobodys = await stranger.SendAsync(new HttpMethod(method), $"/api/cloud/instance/{none}/{path}", body);
            theirs.ShouldBe(404, "instance_not_found");
            theirs.Text.Replace(id, none, StringComparison.Ordinal).ShouldBe(nobodys.Text, $"{method} {path}");
            nobodys.Status.ShouldBe(404);
        }

        (await stranger.GetAsync("/api/cloud/instances")).Text.ShouldNotContain(id);
        (await stranger.PostAsync("/api/cloud/instances/refresh")).Text.ShouldNotContain(id);
        (await owner.GetAsync($"/api/cloud/instance/{id}/transfer/{transfer}/status")).ShouldBe(200)["transfer.status"].ShouldBe("pending");
    }

    [Fact, Trait("case", "D-09")]
    public async Task A_read_only_share_looks_through_these_routes_and_changes_nothing()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        string terminal = (await owner.NewTerminalAsync(id)).Id;
        await house.ShareAsync(owner, friend, id, "read:cloud_instance");

        One(await friend.GetAsync("/api/cloud/instances")).GetProperty("ownerName").GetString().ShouldBe(owner.Name);
        (await friend.GetAsync($"/api/cloud/instance/{id}/info")).ShouldBe(200);
        (await friend.GetAsync($"/api/cloud/instance/{id}/status")).ShouldBe(200);
        (await friend.GetAsync($"/api/cloud/instance/{id}/browse?path=/")).ShouldBe(200).Text.ShouldContain("\"file\"");
        (await friend.GetAsync($"/api/cloud/instance/{id}/folders")).ShouldBe(200);

        foreach (string type in (string[])["ping", "get_logs", "update_file", "execute_doh_operation", "restart_service", "no_such_type"])
        {
            (await friend.PostAsync($"/api/cloud/instance/{id}/command", new { type, payload = new { } })).ShouldBe(403, "forbidden");
        }

        (await friend.PostAsync($"/api/cloud/instance/{id}/disconnect")).ShouldBe(403, "forbidden");
        (await friend.PostAsync($"/api/cloud/instance/{id}/transfer/start", new { operation = "upload", files = new[] { new { path = "/x", size = 1 } } })).ShouldBe(403, "forbidden");
        (await friend.GetAsync($"/api/instances/{id}/files/content?path=/file")).ShouldBe(403, "forbidden");
        (await friend.PostAsync("/api/terminals", new { instanceId = id })).ShouldBe(403, "forbidden");
        (await friend.UpgradeAsync($"/ws/exec?instance={id}")).Status.ShouldBe(403);
        (await owner.GetAsync($"/api/terminals/{terminal}")).ShouldBe(200)["state"].ShouldBe("open");
        (await owner.AuditAsync("outcome=refused")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Free_commands_are_a_permission_of_their_own()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        await house.ShareAsync(owner, friend, id, "command:cloud_instance");
        (await friend.PostAsync($"/api/cloud/instance/{id}/command", new { type = "ping" })).ShouldBe(200);
        (await friend.UpgradeAsync($"/ws/exec?instance={id}")).Status.ShouldBe(403);
        Person token = await owner.NewTokenAsync("read:cloud_instance", "command:cloud_instance");
        (await token.PostAsync($"/api/cloud/instance/{id}/command", new { type = "ping" })).ShouldBe(200);
        (await token.UpgradeAsync($"/ws/exec?instance={id}")).Status.ShouldBe(403);
        (var socket, int status) = await (await owner.NewTokenAsync("exec:cloud_instance")).UpgradeAsync($"/ws/exec?instance={id}");
        status.ShouldBe(101);
        socket!.Dispose();
    }

    [Fact]
    public async Task A_disconnect_ends_the_terminals()
    {
        (Person owner, _, string id) = await house.PairAsync();
        string terminal = (await owner.NewTerminalAsync(id)).Id;
        (await owner.PostAsync($"/api/cloud/instance/{id}/disconnect")).ShouldBe(200)["terminals"].ShouldBe("1");
        (await owner.GetAsync($"/api/terminals/{terminal}")).ShouldBe(404, "terminal_not_found");
        (await owner.AuditAsync("action=instance.disconnect")).ShouldNotBeEmpty();
    }

    [Fact, Trait("case", "D-17")]
    public async Task An_offline_instance_says_so_at_once()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person ann = await server.NewPersonAsync();
        string id = await ann.NewInstanceAsync();
        await node.DisconnectAsync(server);
        foreach (object command in (object[])
        [
            new { type = "ping" }, new { type = "get_logs" }, new { type = "get_browse" }, new { type = "update_file", payload = new { filePath = "/x", content = "x" } },
            new { type = "execute_doh_operation", payload = new { operation = "update" } }, new { type = "restart_service" }, new { type = "get_configuration" },
        ])
        {
            long begin = Stopwatch.GetTimestamp();
            (await ann.PostAsync($"/api/cloud/instance/{id}/command", command)).ShouldBe(503, "node_offline");
            Stopwatch.GetElapsedTime(begin).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        }

        (await ann.GetAsync($"/api/cloud/instance/{id}/status")).ShouldBe(503, "node_offline");
        JsonElement row = One(await ann.PostAsync("/api/cloud/instances/refresh"));
        row.GetProperty("online").GetBoolean().ShouldBeFalse();
        row.GetProperty("status").GetString().ShouldBe("offline");
    }

    private static JsonElement One(Answer answer) => answer.ShouldBe(200).Json.GetProperty("instances").EnumerateArray().ShouldHaveSingleItem();
}
