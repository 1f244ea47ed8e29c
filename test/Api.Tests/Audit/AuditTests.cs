using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Audit;

public sealed class AuditTests(ServerFixture fixture)
{
    private TestServer Server => fixture.Server;

    [Fact, Trait("case", "X-05")]
    public async Task Every_change_is_in_the_audit_with_actor_object_result_and_time()
    {
        Person person = await Server.NewPersonAsync();
        DateTimeOffset began = Server.Clock.GetUtcNow();
        string key = (await person.PostAsync("/api/users/me/ssh-keys", new { label = "k", publicKey = PersonActions.NewSshKey() }))["id"];
        await person.DeleteAsync($"/api/users/me/ssh-keys/{key}");
        string token = (await person.PostAsync("/api/tokens", new { label = "t" }))["apiToken.id"];
        await person.DeleteAsync($"/api/tokens/{token}");
        string onboarding = (await person.PostAsync("/api/nodes/onboarding-keys", new { label = "o" }))["onboardingKey.id"];
        await person.DeleteAsync($"/api/nodes/onboarding-keys/{onboarding}");
        string id = await person.NewInstanceAsync();
        await person.PatchAsync($"/api/instances/{id}", new { limits = new { memoryMb = 2048 } });
        (string terminal, string url) = await person.NewTerminalAsync(id);
        (await person.UpgradeAsync(url)).Socket!.Dispose();
        (await person.UpgradeAsync($"/ws/tunnel?instance={id}&port=8080")).Socket!.Dispose();
        await person.GetAsync($"/api/instances/{id}/logs");
        await person.GetAsync($"/api/terminals/{terminal}/screen");
        await person.PatchAsync($"/api/terminals/{terminal}", new { name = "build" });
        await person.PutAsync($"/api/terminals/{terminal}/viewers/v1", new { role = "watch" });
        await person.PostAsync($"/api/terminals/{terminal}/take-over");
        await person.DeleteAsync($"/api/terminals/{terminal}/viewers/v1");
        await person.DeleteAsync($"/api/terminals/{terminal}");
        foreach (string verb in (string[])["stop", "start", "restart", "rebuild"])
        {
            await person.EndOfAsync((await person.PostAsync($"/api/instances/{id}/{verb}")).ShouldBe(202));
        }

        await person.EndOfAsync((await person.DeleteAsync($"/api/instances/{id}?purge=true")).ShouldBe(202));
        await person.PostAsync("/api/auth/password", new { oldPassword = TestServer.Password, newPassword = "another password" });
        await person.PostAsync("/api/auth/logout");
        await person.PostAsync("/api/auth/login", new { username = person.Name, password = "wrong" });

        string[] expected =
        [
            "ssh-key.add", "ssh-key.remove", "token.create", "token.revoke", "onboarding-key.create", "onboarding-key.revoke", "instance.create", "instance.update", "terminal.open",
            "terminal.attach", "terminal.update", "terminal.read", "terminal.role", "terminal.take-over", "terminal.detach", "tunnel.open", "instance.logs", "terminal.close", "instance.stop", "instance.start", "instance.restart", "instance.rebuild", "instance.delete",
            "user.password.change", "auth.login", "auth.logout",
        ];
        JsonElement[] rows = await Server.Superadmin.AuditAsync($"actor={person.Id}");
        rows.Select(r => r.GetProperty("action").GetString()).Distinct().ShouldBe(expected, ignoreOrder: true);
        foreach (JsonElement row in rows)
        {
            row.GetProperty("outcome").GetString().ShouldBe("succeeded", $"{row}");
            row.GetProperty("actor").GetProperty("name").GetString().ShouldBe(person.Name);
            row.GetProperty("origin").GetString().ShouldBe(person.Address);
            row.GetProperty("object").GetProperty("kind").GetString().ShouldNotBeNullOrEmpty();
            row.GetProperty("at").GetDateTimeOffset().ShouldBeInRange(began.AddSeconds(-5), Server.Clock.GetUtcNow());
        }

        // What is gone is still told of, and the refused sign-in is on the account that was meant.
        rows.Where(r => r.GetProperty("object").GetProperty("id").GetString() == id).Select(r => r.GetProperty("action").GetString()).ShouldContain("instance.delete");
        (await Server.Superadmin.AuditAsync($"objectId={person.Id}&action=auth.failed")).Single().GetProperty("outcome").GetString().ShouldBe("refused");
    }

    [Fact, Trait("case", "X-05")]
    public async Task The_audit_outlives_the_account_and_changes_of_administrators_stand_in_it()
    {
        Person admin = await Server.NewPersonAsync("admin");
        Person person = await Server.NewPersonAsync();
        await admin.PatchAsync($"/api/users/{person.Id}", new { instanceQuota = 3 });
        await admin.PostAsync($"/api/users/{person.Id}/password", new { newPassword = "set by an admin" });
        await admin.DeleteAsync($"/api/users/{person.Id}");
        await Wait.UntilAsync(async () => (await admin.GetAsync($"/api/users/{person.Id}")).Status == 404, "the account is gone");

        JsonElement[] rows = await admin.AuditAsync($"objectId={person.Id}");

        rows.Select(r => r.GetProperty("action").GetString()).ShouldBe(["user.delete", "user.password.reset", "user.update", "auth.login", "user.create"]);
        rows[0].GetProperty("object").GetProperty("name").GetString().ShouldBe(person.Name);
        rows[0].GetProperty("actor").GetProperty("kind").GetString().ShouldBe("admin");
    }

    [Fact, Trait("case", "X-05")]
    public async Task People_read_what_they_did_and_what_was_done_to_theirs_and_nothing_else()
    {
        Person person = await Server.NewPersonAsync();
        Person other = await Server.NewPersonAsync();
        Person admin = await Server.NewPersonAsync("admin");
        string mine = await person.NewInstanceAsync();
        string theirs = await other.NewInstanceAsync();
        await admin.EndOfAsync((await admin.PostAsync($"/api/instances/{mine}/stop")).ShouldBe(202));
        (await person.PostAsync($"/api/instances/{theirs}/stop")).ShouldBe(404);

        JsonElement[] seen = await person.AuditAsync(string.Empty);

        seen.ShouldContain(r => r.GetProperty("action").GetString() == "instance.stop" && r.GetProperty("actor").GetProperty("id").GetString() == admin.Id);
        seen.ShouldContain(r => r.GetProperty("action").GetString() == "access.refused" && r.GetProperty("errorCode").GetString() == "instance_not_found");
        seen.ShouldAllBe(r => r.GetProperty("actor").GetProperty("id").GetString() == person.Id
            || r.GetProperty("object").GetProperty("id").GetString() == mine || r.GetProperty("object").GetProperty("id").GetString() == person.Id);
        foreach (string query in (string[])[$"actor={other.Id}", $"objectId={other.Id}", $"q={other.Name}"])
        {
            (await person.AuditAsync(query)).ShouldBeEmpty();
        }
    }

    [Theory, Trait("case", "P-16")]
    [InlineData("limit=201")]
    [InlineData("limit=0")]
    [InlineData("since=yesterday")]
    [InlineData("outcome=perhaps")]
    public async Task A_query_that_makes_no_sense_is_refused(string query) => (await Server.Superadmin.GetAsync($"/api/audit?{query}")).ShouldBe(400, "invalid_request");

    [Fact, Trait("case", "P-16")]
    public async Task Pages_join_without_a_gap()
    {
        Person person = await Server.NewPersonAsync();
        for (int i = 0; i < 7; i++)
        {
            (await person.PostAsync("/api/tokens", new { label = $"t{i}" })).ShouldBe(201);
        }

        List<long> ids = [];
        string? cursor = null;
        do
        {
            Answer page = await person.GetAsync($"/api/audit?action=token.create&limit=3&cursor={cursor}");
            ids.AddRange(page.Items().Select(r => r.GetProperty("id").GetInt64()));
            cursor = page["nextCursor"] is { Length: > 0 } next ? Uri.EscapeDataString(next) : null;
        }
        while (cursor is not null);

        ids.Count.ShouldBe(7);
        ids.ShouldBeUnique();
        ids.ShouldBeInOrder(SortDirection.Descending);
    }
}
