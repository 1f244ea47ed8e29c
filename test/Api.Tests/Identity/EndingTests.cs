using System.Diagnostics;
using System.Net.WebSockets;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Anchorage.Testing;

namespace Anchorage.Api.Tests.Identity;

/// <summary>An account or credential that ends has no effect any more, anywhere, within two seconds.</summary>
public sealed class EndingTests
{
    /// <summary>Two seconds are promised; what is above them is the time that a busy machine needs to see it.</summary>
    private const double Promise = 2.5;

    [Theory]
    [InlineData("disabled")]
    [InlineData("expired")]
    [InlineData("deleted")]
    [InlineData("password")]
    public async Task Requests_streams_and_sockets_end_with_the_account(string ending)
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        await Promptness.WithinAsync("the end of requests, streams and sockets", Promise, () => EndAsync(server, ending));
    }

    private static async Task<TimeSpan> EndAsync(TestServer server, string ending)
    {
        Person person = await server.NewPersonAsync();
        string id = await person.NewInstanceAsync();
        Person token = await person.NewTokenAsync("*");
        await using EventReader sse = await EventReader.SseAsync(person);
        await using EventReader hub = await EventReader.HubAsync(token);
        (ClientWebSocket? terminal, int first) = await person.UpgradeAsync((await person.NewTerminalAsync(id)).Url);
        (ClientWebSocket? tunnel, int second) = await token.UpgradeAsync($"/ws/tunnel?instance={id}&port=22");
        (first, second).ShouldBe((101, 101));
        await EchoAsync(terminal!);
        await EchoAsync(tunnel!);

        string path = $"/api/users/{person.Id}";
        if (ending == "expired")
        {
            (await server.Superadmin.PatchAsync(path, new { expiresAt = server.Clock.GetUtcNow().AddMinutes(1) })).ShouldBe(200);
        }

        long start = Stopwatch.GetTimestamp();
        switch (ending)
        {
            case "disabled":
                (await server.Superadmin.PatchAsync(path, new { status = "disabled" })).ShouldBe(200);
                break;
            case "deleted":
                (await server.Superadmin.DeleteAsync(path)).ShouldBe(204);
                break;
            case "password":
                (await server.Superadmin.PostAsync(path + "/password", new { newPassword = "something else" })).ShouldBe(200);
                break;
            default:
                server.Clock.Jump(TimeSpan.FromMinutes(2));
                break;
        }

        await Task.WhenAll(sse.Ended, hub.Ended, EndedAsync(terminal!), EndedAsync(tunnel!)).WaitAsync(Wait.Long);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        sse.Seen.ShouldContain(e => e.Name == "signed-out");
        (await person.GetAsync("/api/instances")).ShouldBe(401);
        (await token.GetAsync("/api/instances")).ShouldBe(401);
        (await person.GetAsync("/api/events")).ShouldBe(401);
        (await token.UpgradeAsync("/hubs/cloud")).Status.ShouldBe(401);
        return taken;
    }

    [Fact]
    public async Task A_revoked_token_ends_its_own_sockets_only()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person person = await server.NewPersonAsync();
        await Promptness.WithinAsync("the end of the token's socket", Promise, () => RevokeAsync(person));
    }

    private static async Task<TimeSpan> RevokeAsync(Person person)
    {
        Answer made = (await person.PostAsync("/api/tokens", new { label = "stolen" })).ShouldBe(201);
        await using EventReader thief = await EventReader.HubAsync(person.With(made["token"]));
        await using EventReader owner = await EventReader.SseAsync(person);

        (await person.DeleteAsync($"/api/tokens/{made["apiToken.id"]}")).ShouldBe(204);

        long start = Stopwatch.GetTimestamp();
        await thief.Ended.WaitAsync(Wait.Long);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        owner.Ended.IsCompleted.ShouldBeFalse();
        return taken;
    }

    [Fact, Trait("case", "P-05")]
    public async Task When_an_account_expires_its_instances_are_stopped_once()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        string id = await person.NewInstanceAsync();
        (await server.Superadmin.PatchAsync($"/api/users/{person.Id}", new { expiresAt = server.Clock.GetUtcNow().AddMinutes(-1) })).ShouldBe(400);
        (await server.Superadmin.PatchAsync($"/api/users/{person.Id}", new { expiresAt = server.Clock.GetUtcNow().AddMinutes(1) })).ShouldBe(200);

        server.Clock.Jump(TimeSpan.FromSeconds(65));

        await server.Superadmin.WaitForStatusAsync(id, "stopped");
        (await server.Superadmin.GetAsync($"/api/users/{person.Id}"))["status"].ShouldBe("expired");
        (await server.Superadmin.AuditAsync($"objectId={person.Id}&action=user.expired")).Length.ShouldBe(1);
        (await server.Superadmin.AuditAsync($"objectId={id}&action=instance.stop.expired")).Length.ShouldBe(1);
    }

    private static async Task EchoAsync(ClientWebSocket socket)
    {
        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
        byte[] buffer = new byte[64];
        ValueWebSocketReceiveResult frame = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        buffer.AsSpan(0, frame.Count).ToArray().ShouldBe("ping"u8.ToArray());
    }

    private static async Task EndedAsync(ClientWebSocket socket)
    {
        using (socket)
        {
            try
            {
                byte[] buffer = new byte[64];
                while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
                {
                    // Last words, such as an error frame.
                }
            }
            catch (WebSocketException)
            {
                // Cut without a farewell.
            }
        }
    }
}
