using System.Net.WebSockets;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Terminals;

/// <summary>What one person may have of terminals, tickets and sockets.</summary>
public sealed class TerminalCapTests
{
    [Fact]
    public async Task Tickets_and_sockets_per_minute_are_limited_for_each_person_alone()
    {
        await using TestServer server = await TestServer.StartAsync(
            settings: [("Anchorage:Terminals:TicketsPerMinute", "2"), ("Anchorage:Terminals:SocketsPerMinute", "1")]);
        await using TestNode node = await TestNode.StartAsync(server);
        Person greedy = await server.NewPersonAsync();
        Person modest = await server.NewPersonAsync();
        string terminal = await OpenAsync(greedy, await greedy.NewInstanceAsync());
        string modestTerminal = await OpenAsync(modest, await modest.NewInstanceAsync());
        List<string> urls = [];
        for (int i = 0; i < 2; i++)
        {
            urls.Add((await greedy.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(200)["url"]);
        }

        Answer refused = (await greedy.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(429, "too_many_requests");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (ClientWebSocket? socket, int status) = await greedy.UpgradeAsync(urls[0]);
        status.ShouldBe(101);
        socket!.Dispose();

        (await greedy.UpgradeAsync(urls[1])).Status.ShouldBe(429);

        string url = (await modest.PostAsync($"/api/terminals/{modestTerminal}/ticket", new { role = "type" })).ShouldBe(200)["url"];
        using ClientWebSocket other = (await modest.UpgradeAsync(url)).Socket.ShouldNotBeNull("what one person uses up is another's no less");
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_opens_one_terminal()
    {
        await using TestServer server = await TestServer.StartAsync(settings: ("Anchorage:Terminals:OpenPerUser", "2"));
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        string instance = await person.NewInstanceAsync();
        object body = new { instanceId = instance, columns = 80, rows = 24 };

        string first = (await person.PostAsync("/api/terminals", body, "once")).ShouldBe(201)["terminal.id"];
        (await person.PostAsync("/api/terminals", body, "once")).ShouldBe(201)["terminal.id"].ShouldBe(first);
        string second = (await person.PostAsync("/api/terminals", body, "twice")).ShouldBe(201)["terminal.id"];

        second.ShouldNotBe(first);
        (await person.PostAsync("/api/terminals", new { instanceId = await person.NewInstanceAsync(), columns = 80, rows = 24 }, "once")).ShouldBe(409, "idempotency_key_reused");
        (await person.PostAsync("/api/terminals", body, "!")).ShouldBe(400, "idempotency_key_invalid");
        (await person.PostAsync("/api/terminals", body)).ShouldBe(409, "user_terminal_limit");
    }

    [Fact]
    public async Task One_person_is_attached_so_often_and_a_place_that_is_left_is_free()
    {
        await using TestServer server = await TestServer.StartAsync(settings: ("Anchorage:Terminals:ViewersPerUser", "2"));
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        string instance = await person.NewInstanceAsync();
        ClientWebSocket first = (await person.UpgradeAsync((await person.NewTerminalAsync(instance)).Url)).Socket.ShouldNotBeNull();
        using ClientWebSocket second = (await person.UpgradeAsync((await person.NewTerminalAsync(instance)).Url)).Socket.ShouldNotBeNull();
        (await person.UpgradeAsync((await person.NewTerminalAsync(instance)).Url)).Status.ShouldBe(409);
        using ClientWebSocket boss = (await server.Superadmin.UpgradeAsync((await server.Superadmin.NewTerminalAsync(instance)).Url)).Socket.ShouldNotBeNull();

        first.Dispose();

        await Wait.UntilAsync(
            async () =>
            {
                (ClientWebSocket? socket, int status) = await person.UpgradeAsync((await person.NewTerminalAsync(instance)).Url);
                socket?.Dispose();
                return status == 101;
            },
            "a place is free again");
    }

    [Fact]
    public async Task One_person_opens_so_many_terminals_and_an_ended_one_no_longer_counts()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, settings: new { maxContainers = 100 });
        Person person = await server.NewPersonAsync();
        (await server.Superadmin.PatchAsync($"/api/users/{person.Id}", new { instanceQuota = 10 })).ShouldBe(200);
        string last = string.Empty;
        for (int i = 0; i < 4; i++)
        {
            string instance = await person.NewInstanceAsync();
            for (int j = 0; j < 32; j++)
            {
                last = await OpenAsync(person, instance);
            }

            (await person.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(409);
        }

        string fifth = await person.NewInstanceAsync();
        (await person.PostAsync("/api/terminals", new { instanceId = fifth })).ShouldBe(409, "user_terminal_limit");
        await OpenAsync(server.Superadmin, fifth);
        (await person.DeleteAsync($"/api/terminals/{last}")).ShouldBe(204);
        await OpenAsync(person, fifth);
        (await person.PostAsync("/api/terminals", new { instanceId = fifth })).ShouldBe(409, "user_terminal_limit");
    }

    private static async Task<string> OpenAsync(Person person, string instance) => (await person.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(201)["terminal.id"];
}
