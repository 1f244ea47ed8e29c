using System.Diagnostics;
using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Anchorage.Testing;

namespace Anchorage.Api.Tests.Terminals;

/// <summary>A right that ends while somebody is attached ends the attach within two seconds, with the reason in a frame and in the close code.</summary>
public sealed class RightsWhileAttachedTests
{
    /// <summary>Two seconds are promised; what is above them is for a busy machine.</summary>
    private const double Promise = 4;

    [Theory]
    [InlineData("account disabled", "signed_out_disabled", 4401)]
    [InlineData("token revoked", "not_signed_in", 4401)]
    [InlineData("password changed", "not_signed_in", 4401)]
    [InlineData("instance deleted", "terminal_not_found", 4404)]
    [InlineData("superadmin made user", "instance_not_found", 4404)]
    [InlineData("superadmin made admin", "forbidden", 4403)]
    public async Task It_ends_the_attach_with_its_reason_and_nobody_elses(string what, string code, int closeCode)
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, realTerminals: true);
        await Promptness.WithinAsync("the end of the attach", Promise, () => EndAsync(server, what, code, closeCode));
    }

    private static async Task<TimeSpan> EndAsync(TestServer server, string what, string code, int closeCode)
    {
        Person owner = await server.NewPersonAsync();
        Person boss = await server.NewPersonAsync("superadmin");
        string instance = await owner.NewInstanceAsync();
        string terminal = (await owner.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(201)["terminal.id"];
        Answer made = (await owner.PostAsync("/api/tokens", new { label = "attach" })).ShouldBe(201);
        bool concernsBoss = what.StartsWith("superadmin", StringComparison.Ordinal);
        await using TerminalWindow window = await TerminalWindow.AttachAsync(
            concernsBoss ? boss : what == "token revoked" ? owner.With(made["token"]) : owner, terminal);
        await using TerminalWindow bystander = await TerminalWindow.AttachAsync(concernsBoss ? owner : boss, terminal);
        await window.TypeAsync("echo before-$((1))\n");
        await bystander.ShowsAsync("before-1");

        long start;
        if (what == "instance deleted")
        {
            Answer deleted = await owner.DeleteAsync($"/api/instances/{instance}?purge=true");
            await owner.EndOfAsync(deleted.ShouldBe(202));
            start = Stopwatch.GetTimestamp();
        }
        else
        {
            start = Stopwatch.GetTimestamp();
            await EndAsync(server, what, owner, boss, made);
        }

        await window.Ended.WaitAsync(Wait.Long);

        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        JsonElement notice = await window.ControlAsync("error");
        notice.GetProperty("code").GetString().ShouldBe(code);
        notice.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        window.CloseCode.ShouldBe(closeCode);
        window.CloseReason.ShouldBe(code);
        if (what != "instance deleted")
        {
            await bystander.TypeAsync("echo after-$((1))\n");
            await bystander.ShowsAsync("after-1");
            window.Text.ShouldNotContain("after-1");
        }

        return taken;
    }

    [Fact]
    public async Task Whoever_may_only_look_watches_from_then_on_and_is_told_why()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, realTerminals: true);
        Person owner = await server.NewPersonAsync();
        string instance = await owner.NewInstanceAsync();
        string terminal = (await owner.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(201)["terminal.id"];
        Answer made = (await owner.PostAsync("/api/tokens", new { label = "look", scopes = new[] { "logs:cloud_instance", "read:cloud_instance" } })).ShouldBe(201);
        Person looker = owner.With(made["token"]);
        (await looker.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(403, "scope_missing");
        await using TerminalWindow typist = await TerminalWindow.AttachAsync(owner, terminal);
        await using TerminalWindow window = await TerminalWindow.AttachAsync(looker, terminal, "watch");
        string viewer = await window.IdAsync();

        // The owner hands over the keyboard to somebody who has no right to it.
        (await owner.PutAsync($"/api/terminals/{terminal}/viewers/{viewer}", new { role = "type" })).ShouldBe(200);
        (await window.ControlAsync("role", c => c.GetProperty("role").GetString() == "type")).GetProperty("reason").GetString().ShouldBe("changed");
        JsonElement ended = await window.ControlAsync("role", c => c.GetProperty("role").GetString() == "watch");

        ended.GetRawText().ShouldBe("""{"type":"role","role":"watch","by":"","reason":"right_ended"}""");
        await window.TypeAsync("echo bad-$((1))\n");
        (await window.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("terminal_read_only");
        await typist.TypeAsync("echo good-$((1))\n");
        await window.ShowsAsync("good-1");
        window.Text.ShouldNotContain("bad-1");
        (await typist.ControlAsync("viewers", c => c.GetProperty("viewers").EnumerateArray().Any(v => v.GetProperty("id").GetString() == viewer && v.GetProperty("role").GetString() == "watch")))
            .ValueKind.ShouldBe(JsonValueKind.Object);
        typist.Controls.ShouldNotContain(c => c.GetProperty("type").GetString() == "role", "who may type goes on typing");
        (await server.Superadmin.AuditAsync("action=terminal.role")).ShouldContain(row => row.GetRawText().Contains("system:rights", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_share_that_gives_less_makes_a_watcher_and_one_that_ends_throws_out()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, realTerminals: true);
        Person owner = await server.NewPersonAsync();
        Person guest = await server.NewPersonAsync();
        string instance = await owner.NewInstanceAsync();
        string terminal = (await owner.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(201)["terminal.id"];
        string share = await ShareAsync(owner, guest, instance, null, "command:cloud_instance");
        await using TerminalWindow typist = await TerminalWindow.AttachAsync(owner, terminal);
        await using TerminalWindow window = await TerminalWindow.AttachAsync(guest, terminal);
        await window.TypeAsync("echo before-$((1))\n");
        await typist.ShowsAsync("before-1");

        long start = Stopwatch.GetTimestamp();
        await ShareAsync(owner, guest, instance, share, "logs:cloud_instance");
        JsonElement role = await window.ControlAsync("role");

        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        role.GetRawText().ShouldBe("""{"type":"role","role":"watch","by":"","reason":"right_ended"}""");
        await window.TypeAsync("echo bad-$((1))\n");
        await window.ControlAsync("error", c => c.GetProperty("code").GetString() == "terminal_read_only");
        await typist.TypeAsync("echo good-$((1))\n");
        await window.ShowsAsync("good-1");
        window.Text.ShouldNotContain("bad-1");

        await ShareAsync(owner, guest, instance, share, "read:cloud_instance");
        await window.Ended.WaitAsync(Wait.Long);
        window.CloseCode.ShouldBe(4403);
        window.CloseReason.ShouldBe("forbidden");
    }

    private static async Task<string> ShareAsync(Person owner, Person guest, string instance, string? share, string permission) => (await owner.PostAsync(
        "/api/cloud/shares/save", share is null ? (object)new { shareeId = guest.Id, instanceId = instance, permissions = new[] { permission } } : new { id = share, permissions = new[] { permission } })).ShouldBe(200)["share.id"];

    private static async Task EndAsync(TestServer server, string what, Person owner, Person boss, Answer token)
    {
        switch (what)
        {
            case "account disabled":
                (await server.Superadmin.PatchAsync($"/api/users/{owner.Id}", new { status = "disabled" })).ShouldBe(200);
                break;
            case "token revoked":
                (await owner.DeleteAsync($"/api/tokens/{token["apiToken.id"]}")).ShouldBe(204);
                break;
            case "password changed":
                (await server.Superadmin.PostAsync($"/api/users/{owner.Id}/password", new { newPassword = "something else" })).ShouldBe(200);
                break;
            default:
                (await server.Superadmin.PatchAsync($"/api/users/{boss.Id}", new { role = what.Split(' ')[^1] })).ShouldBe(200);
                break;
        }
    }
}
