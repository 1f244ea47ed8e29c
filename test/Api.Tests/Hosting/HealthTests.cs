using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Nodes;
using Microsoft.Data.Sqlite;

namespace Anchorage.Api.Tests.Hosting;

public sealed class HealthTests
{
    [Fact, Trait("case", "X-10")]
    public async Task Health_names_what_is_down_and_holds_no_secret()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person stranger = server.Stranger();
        (await stranger.GetAsync("/health/live")).ShouldBe(200)["status"].ShouldBe("ok");
        Answer alone = (await stranger.GetAsync("/health/ready")).ShouldBe(200);
        alone["status"].ShouldBe("ok");
        alone["version"].ShouldMatch(@"^\d+\.\d+");
        alone["engine"].ShouldBe(Silo.EngineInfo.Name);
        alone["checks.database.status"].ShouldBe("up");

        await using TestNode node = await TestNode.StartAsync(server);
        (await stranger.GetAsync("/health/ready"))["checks.agents.online"].ShouldBe("1");
        await node.DisconnectAsync(server);
        Answer degraded = (await stranger.GetAsync("/health/ready")).ShouldBe(200);
        degraded["status"].ShouldBe("degraded");
        degraded["checks.agents.status"].ShouldBe("down");
        foreach (string secret in (string[])[server.DataPath, node.Id, server.Superadmin.Id, server.Superadmin.Name])
        {
            degraded.Text.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task While_another_process_locks_the_database_writes_are_unavailable_and_then_work_again()
    {
        await using TestServer server = await TestServer.StartAsync(settings: ("Anchorage:Storage:BusyTimeout", "00:00:00.200"));
        Person person = await server.NewPersonAsync();
        string file = Directory.EnumerateFiles(server.DataPath, "*.db", SearchOption.AllDirectories).Single();
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        await using SqliteConnection other = new($"Data Source={file};Pooling=False");
        await other.OpenAsync();
        await ExecuteAsync(other, "BEGIN IMMEDIATE");

        Answer refused = await person.PostAsync("/api/tokens", new { label = "locked" }).WaitAsync(Wait.Long);
        refused.Status.ShouldBe(503, refused.Text);
        refused.Code!.ShouldStartWith("storage_");
        (await person.GetAsync("/health/live")).ShouldBe(200);
        (await person.GetAsync("/api/tokens")).Items().ShouldBeEmpty();

        await ExecuteAsync(other, "ROLLBACK");
        await Wait.UntilAsync(async () => (await person.PostAsync("/api/tokens", new { label = "free" })).Status == 201, "writes work again");
        (await person.GetAsync("/api/tokens")).Items().Single().GetProperty("label").GetString().ShouldBe("free");
        (await person.GetAsync("/health/ready"))["status"].ShouldBe("ok");
    }

    [Theory, Trait("case", "X-07")]
    [InlineData(120)]
    [InlineData(-120)]
    public async Task A_clock_that_jumps_two_minutes_breaks_nothing(int seconds)
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        string id = await person.NewInstanceAsync();
        await using EventReader events = await EventReader.SseAsync(person);

        server.Clock.Jump(TimeSpan.FromSeconds(seconds));

        (await server.Superadmin.GetAsync($"/api/nodes/{node.Id}"))["status"].ShouldBe("online");
        (await person.EndOfAsync((await person.PostAsync($"/api/instances/{id}/stop")).ShouldBe(202))).GetProperty("state").GetString().ShouldBe("succeeded");
        await events.UntilAsync(e => e.Name == "instance.updated" && e.Payload.GetProperty("status").GetString() == "stopped");
        await person.EndOfAsync((await person.PostAsync($"/api/instances/{id}/start")).ShouldBe(202));
        (await person.UpgradeAsync((await person.NewTerminalAsync(id)).Url)).Status.ShouldBe(101);
        events.Ended.IsCompleted.ShouldBeFalse();
        DateTimeOffset shown = (await person.GetAsync("/api/auth/config")).Json.GetProperty("serverTime").GetDateTimeOffset();
        (shown - TimeProvider.System.GetUtcNow()).TotalSeconds.ShouldBeInRange(seconds - 20, seconds + 20);
        shown.Offset.ShouldBe(TimeSpan.Zero);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
