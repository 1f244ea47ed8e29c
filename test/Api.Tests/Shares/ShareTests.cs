using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Anchorage.Api.Tests.Terminals;

namespace Anchorage.Api.Tests.Shares;

/// <summary>What a share gives, and what it never gives.</summary>
public sealed class ShareTests(ShareHouse house) : IClassFixture<ShareHouse>
{
    [Fact, Trait("case", "D-09")]
    public async Task A_read_only_share_lets_look_and_nothing_else()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        Person third = await house.Server.NewPersonAsync();
        string terminal = (await owner.NewTerminalAsync(id)).Id;
        (await friend.GetAsync($"/api/instances/{id}")).ShouldBe(404, "instance_not_found");
        string share = await SaveAsync(owner, friend, id, ["read:cloud_instance"]);

        JsonElement seen = (await friend.GetAsync("/api/instances?shared=true")).Items().ShouldHaveSingleItem();
        seen.GetProperty("id").GetString().ShouldBe(id);
        seen.GetProperty("owner").GetProperty("name").GetString().ShouldBe(owner.Name);
        Allowed(seen).ShouldBe(["browse:cloud_files", "read:cloud_instance"]);
        Allowed((await friend.GetAsync($"/api/instances/{id}")).ShouldBe(200).Json).ShouldBe(["browse:cloud_files", "read:cloud_instance"]);
        (await friend.GetAsync("/api/instances")).Items().ShouldBeEmpty();

        (await friend.PostAsync("/api/terminals", new { instanceId = id })).ShouldBe(403, "forbidden");
        (await friend.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(403, "forbidden");
        (await friend.GetAsync($"/api/terminals/{terminal}/screen")).ShouldBe(403, "forbidden");
        (await friend.UpgradeAsync($"/ws/exec?instance={id}")).Status.ShouldBe(403);
        (await friend.UpgradeAsync($"/ws/tunnel?port=22&instance={id}")).Status.ShouldBe(403);
        foreach (string verb in (string[])["start", "stop", "restart", "rebuild", "restore"])
        {
            (await friend.PostAsync($"/api/instances/{id}/{verb}")).ShouldBe(403, "forbidden");
        }

        (await friend.PatchAsync($"/api/instances/{id}", new { name = "mine" })).ShouldBe(403, "forbidden");
        (await friend.DeleteAsync($"/api/instances/{id}")).ShouldBe(403, "forbidden");
        (await friend.GetAsync($"/api/instances/{id}/logs")).ShouldBe(403, "forbidden");
        (await friend.PostAsync("/api/cloud/shares/save", new { shareeId = third.Name, instanceId = id })).ShouldBe(403, "forbidden");
        (await friend.PostAsync("/api/cloud/shares/save", new { id = share, permissions = (string[])["command:cloud_instance"] })).ShouldBe(404, "share_not_found");
        (await friend.PostAsync("/api/cloud/shares/delete", new { id = share })).ShouldBe(404, "share_not_found");

        (await owner.StatusOfAsync(id)).ShouldBe("running");
        (await third.GetAsync($"/api/instances/{id}")).ShouldBe(404, "instance_not_found");
        (await friend.AuditAsync("outcome=refused")).ShouldContain(e => e.GetProperty("errorCode").GetString() == "forbidden");
    }

    [Fact, Trait("case", "D-10")]
    public async Task A_share_of_all_covers_later_instances_and_gives_what_the_owner_may()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        await SaveAsync(owner, friend, null, null);
        string later = await owner.NewInstanceAsync();

        (await friend.GetAsync("/api/instances?shared=true")).Items().Select(static i => i.GetProperty("id").GetString()).ShouldBe([id, later], ignoreOrder: true);
        Allowed((await friend.GetAsync($"/api/instances/{later}")).ShouldBe(200).Json).ShouldBe(
            (await owner.GetAsync($"/api/instances/{later}")).Json.GetProperty("permissions").EnumerateArray().Select(static p => p.GetString()!).Where(static p => p != "share:cloud_instance"));
        (await friend.PatchAsync($"/api/instances/{later}", new { name = "renamed-by-a-friend" })).ShouldBe(200);
        Answer begun = (await friend.PostAsync($"/api/instances/{later}/restart")).ShouldBe(202);
        (await friend.EndOfAsync(begun)).GetProperty("state").GetString().ShouldBe("succeeded");
        (await friend.PostAsync("/api/terminals", new { instanceId = later })).ShouldBe(201);
        (await friend.PostAsync("/api/cloud/shares/save", new { shareeId = (await house.Server.NewPersonAsync()).Name, instanceId = later })).ShouldBe(403, "forbidden");

        // What was shared with the sharer is not shared on (inventory D22).
        Person third = await house.Server.NewPersonAsync();
        await SaveAsync(friend, third, null, null);
        (await third.GetAsync("/api/instances?shared=true")).Items().ShouldBeEmpty();
        (await third.GetAsync($"/api/instances/{later}")).ShouldBe(404, "instance_not_found");
    }

    [Fact, Trait("case", "D-13")]
    public async Task A_share_that_cannot_be_is_refused_and_nothing_is_kept()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        (_, _, string foreign) = await house.PairAsync();
        long past = house.Server.Clock.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds();

        await RefusedAsync(new { shareeId = owner.Name, instanceId = id }, 400, "share_with_self");
        await RefusedAsync(new { shareeId = "nobody-is-called-so", instanceId = id }, 404, "user_not_found");
        await RefusedAsync(new { shareeId = friend.Name, instanceId = foreign }, 404, "instance_not_found");
        await RefusedAsync(new { shareeId = friend.Name, instanceId = "i-never-was" }, 404, "instance_not_found");
        await RefusedAsync(new { shareeId = friend.Name, instanceId = id, permissions = (string[])["fly:moon"] }, 400, "invalid_request");
        await RefusedAsync(new { shareeId = friend.Name, instanceId = id, permissions = (string[])["manage:user"] }, 400, "invalid_request");
        await RefusedAsync(new { shareeId = friend.Name, instanceId = id, permissions = (string[])["share:cloud_instance"] }, 400, "invalid_request");
        await RefusedAsync(new { shareeId = friend.Name, instanceId = id, permissions = (string[])[] }, 400, "invalid_request");
        await RefusedAsync(new { shareeId = friend.Name, instanceId = id, expiresTimestamp = past }, 400, "invalid_request");
        await RefusedAsync(new { shareeId = friend.Name, instanceId = id, expiresTimestamp = long.MaxValue }, 400, "invalid_request");
        await RefusedAsync(new { shareeId = friend.Name, instanceId = id, description = new string('x', 201) }, 400, "invalid_request");
        await RefusedAsync(new { instanceId = id }, 400, "invalid_request");
        await RefusedAsync(new { id = "no-such-share", shareeId = friend.Name, instanceId = id }, 404, "share_not_found");
        (await owner.PostAsync("/api/cloud/shares/delete", new { id = "no-such-share" })).ShouldBe(404, "share_not_found");
        (await owner.PostAsync("/api/cloud/shares/delete", new { })).ShouldBe(400, "invalid_request");

        (await owner.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").GetArrayLength().ShouldBe(0);
        (await friend.GetAsync("/api/instances?shared=true")).Items().ShouldBeEmpty();

        async Task RefusedAsync(object body, int status, string code)
        {
            Answer answer = (await owner.PostAsync("/api/cloud/shares/save", body)).ShouldBe(status, code);
            answer.Json.GetProperty("success").GetBoolean().ShouldBeFalse();
            answer["error"].ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task Several_shares_add_up_and_command_means_to_restart_and_to_read_the_log()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        await SaveAsync(owner, friend, id, ["command:cloud_instance"]);
        Allowed((await friend.GetAsync($"/api/instances/{id}")).Json).ShouldBe(["browse:cloud_files", "command:cloud_instance", "control:cloud_instance", "logs:cloud_instance", "read:cloud_files", "read:cloud_instance", "write:cloud_files"]);

        string more = await SaveAsync(owner, friend, null, ["forward:cloud_instance"]);
        Allowed((await friend.GetAsync($"/api/instances/{id}")).Json).ShouldContain("forward:cloud_instance");
        await friend.EndOfAsync((await friend.PostAsync($"/api/instances/{id}/restart")).ShouldBe(202));
        (await friend.PostAsync($"/api/instances/{id}/rebuild")).ShouldBe(403, "forbidden");

        (await owner.PostAsync("/api/cloud/shares/delete", new { id = more })).ShouldBe(200)["success"].ShouldBe("True");
        Allowed((await friend.GetAsync($"/api/instances/{id}")).Json).ShouldNotContain("forward:cloud_instance");
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("switched off")]
    [InlineData("expired")]
    [InlineData("sharer disabled")]
    public async Task The_end_of_a_share_ends_what_is_open_by_it(string how)
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, realTerminals: true);
        Person owner = await server.NewPersonAsync();
        Person friend = await server.NewPersonAsync();
        string id = await owner.NewInstanceAsync();
        long end = server.Clock.GetUtcNow().AddMinutes(30).ToUnixTimeMilliseconds();
        string share = (await owner.PostAsync("/api/cloud/shares/save", new { shareeId = friend.Name, instanceId = id, permissions = (string[])["command:cloud_instance"], expiresTimestamp = end }))
            .ShouldBe(200)["share.id"];
        string terminal = (await friend.PostAsync("/api/terminals", new { instanceId = id })).ShouldBe(201)["terminal.id"];
        await using TerminalWindow window = await TerminalWindow.AttachAsync(friend, terminal);
        await window.TypeAsync("echo open-$((1))\n");
        await window.ShowsAsync("open-1");

        switch (how)
        {
            case "deleted":
                (await owner.PostAsync("/api/cloud/shares/delete", new { id = share })).ShouldBe(200);
                break;
            case "switched off":
                (await owner.PostAsync("/api/cloud/shares/save", new { id = share, isEnabled = false, expiresTimestamp = end })).ShouldBe(200);
                break;
            case "expired":
                server.Clock.Jump(TimeSpan.FromMinutes(31));
                break;
            default:
                (await server.Superadmin.PatchAsync($"/api/users/{owner.Id}", new { status = "disabled" })).ShouldBe(200);
                break;
        }

        await window.Ended.WaitAsync(Wait.Long);
        window.CloseCode.ShouldBe(4404);
        await Wait.UntilAsync(async () => (await friend.GetAsync($"/api/instances/{id}")).Status == 404, "the instance is hidden");
        (await friend.GetAsync("/api/instances?shared=true")).Items().ShouldBeEmpty();
        (await friend.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(404, "terminal_not_found");
    }

    [Fact, Trait("case", "X-09")]
    public async Task Of_two_who_change_a_share_at_once_one_is_told()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        Answer made = (await owner.PostAsync("/api/cloud/shares/save", new { shareeId = friend.Name, instanceId = id })).ShouldBe(200);
        object Change(string text) => new { id = made["share.id"], description = text, etag = made["share.etag"] };

        Answer[] answers = await Task.WhenAll(owner.PostAsync("/api/cloud/shares/save", Change("one")), owner.PostAsync("/api/cloud/shares/save", Change("two")));

        answers.Select(static a => a.Status).Order().ShouldBe([200, 412]);
        answers.Single(static a => a.Status == 412).Code.ShouldBe("changed_meanwhile");
        JsonElement kept = (await owner.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").EnumerateArray().ShouldHaveSingleItem();
        kept.GetProperty("description").GetString().ShouldBe(answers.Single(static a => a.Status == 200)["share.description"]);
    }

    [Fact]
    public async Task Both_sides_list_it_and_it_ends_with_its_instance_and_with_its_people()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        await SaveAsync(owner, friend, id, null);
        foreach (Person side in (Person[])[owner, friend])
        {
            JsonElement share = (await side.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").EnumerateArray().ShouldHaveSingleItem();
            share.GetProperty("sharerName").GetString().ShouldBe(owner.Name);
            share.GetProperty("shareeName").GetString().ShouldBe(friend.Name);
            share.GetProperty("instanceId").GetString().ShouldBe(id);
        }

        await owner.EndOfAsync(await owner.DeleteAsync($"/api/instances/{id}?purge=true"));
        await Wait.UntilAsync(async () => (await friend.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").GetArrayLength() == 0, "the share is gone with its instance");

        await SaveAsync(owner, friend, null, null);
        (await house.Server.Superadmin.DeleteAsync($"/api/users/{friend.Id}")).ShouldBe(204);
        await Wait.UntilAsync(async () => (await owner.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").GetArrayLength() == 0, "the share is gone with the sharee");
        (await owner.AuditAsync("action=share.delete")).Length.ShouldBe(2);
    }

    private static async Task<string> SaveAsync(Person owner, Person friend, string? instance, string[]? permissions) =>
        (await owner.PostAsync("/api/cloud/shares/save", new { shareeId = friend.Name, instanceId = instance, permissions })).ShouldBe(200)["share.id"];

    private static IEnumerable<string> Allowed(JsonElement instance) => instance.GetProperty("permissions").EnumerateArray().Select(static p => p.GetString()!);
}
