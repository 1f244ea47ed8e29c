using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Terminals;

namespace Anchorage.Api.Tests.Shares;

/// <summary>Groups of users, and what is shared with them.</summary>
public sealed class GroupTests(ShareHouse house) : IClassFixture<ShareHouse>
{
    [Fact]
    public async Task Whoever_joins_has_it_at_once_and_sees_by_which_group_and_whoever_leaves_loses_it()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        Person later = await house.Server.NewPersonAsync();
        string group = await NewGroupAsync(friend);
        Answer made = await SaveAsync(owner, group, id, "read:cloud_instance", "logs:cloud_instance");
        made["share.groupId"].ShouldBe(group);
        made["share.shareeId"].ShouldBe(group);

        Allowed(await friend.GetAsync($"/api/instances/{id}")).ShouldBe(["browse:cloud_files", "logs:cloud_instance", "read:cloud_instance"]);
        JsonElement seen = (await friend.GetAsync("/api/cloud/shares/list")).ShouldBe(200).Json.GetProperty("shares").EnumerateArray().ShouldHaveSingleItem();
        seen.GetProperty("groupId").GetString().ShouldBe(group);
        seen.GetProperty("shareeName").GetString().ShouldBe((await friend.GetAsync("/api/groups")).Items().ShouldHaveSingleItem().GetProperty("name").GetString());
        (await later.GetAsync($"/api/instances/{id}")).ShouldBe(404, "instance_not_found");
        (await later.GetAsync("/api/groups")).Items().ShouldBeEmpty();

        await ChangeAsync(group, new { add = (string[])[later.Name] });
        (await later.GetAsync("/api/instances?shared=true")).Items().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(id);
        (await later.GetAsync($"/api/instances/{id}")).ShouldBe(200);

        // What is shared with the person beside the group adds up, and stays when the group is left.
        (await owner.PostAsync("/api/cloud/shares/save", new { shareeId = later.Name, instanceId = id, permissions = (string[])["forward:cloud_instance"] })).ShouldBe(200);
        Allowed(await later.GetAsync($"/api/instances/{id}")).ShouldBe(["browse:cloud_files", "forward:cloud_instance", "logs:cloud_instance", "read:cloud_instance"]);
        await ChangeAsync(group, new { remove = (string[])[later.Name, friend.Id] });
        Allowed(await later.GetAsync($"/api/instances/{id}")).ShouldBe(["forward:cloud_instance", "read:cloud_instance"]);
        (await friend.GetAsync($"/api/instances/{id}")).ShouldBe(404, "instance_not_found");
        (await friend.GetAsync("/api/instances?shared=true")).Items().ShouldBeEmpty();
        (await friend.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("left")]
    [InlineData("group deleted")]
    [InlineData("share taken back")]
    public async Task The_end_of_a_membership_ends_what_is_open_by_it(string how)
    {
        await using TestServer server = await TestServer.StartAsync();
        await using Nodes.TestNode node = await Nodes.TestNode.StartAsync(server, realTerminals: true);
        Person owner = await server.NewPersonAsync();
        Person friend = await server.NewPersonAsync();
        string id = await owner.NewInstanceAsync();
        string group = (await server.Superadmin.PostAsync("/api/groups", new { name = "crew", add = (string[])[friend.Name] })).ShouldBe(201)["id"];
        string share = (await SaveAsync(owner, "crew", id, "command:cloud_instance"))["share.id"];
        string terminal = (await friend.PostAsync("/api/terminals", new { instanceId = id })).ShouldBe(201)["terminal.id"];
        await using TerminalWindow window = await TerminalWindow.AttachAsync(friend, terminal);
        await window.TypeAsync("echo open-$((1))\n");
        await window.ShowsAsync("open-1");
        string transfer = (await friend.PostAsync($"/api/cloud/instance/{id}/transfer/start", new { operation = "upload", files = new[] { new { path = "/file", size = 1 } } })).ShouldBe(200)["transferId"];

        (how switch
        {
            "left" => await server.Superadmin.PatchAsync($"/api/groups/{group}", new { remove = (string[])[friend.Name] }),
            "group deleted" => await server.Superadmin.DeleteAsync($"/api/groups/{group}"),
            _ => await owner.PostAsync("/api/cloud/shares/delete", new { id = share }),
        }).Status.ShouldBeInRange(200, 204);

        await window.Ended.WaitAsync(TimeSpan.FromSeconds(60));
        window.CloseCode.ShouldBe(4404);
        await Wait.UntilAsync(async () => (await friend.GetAsync($"/api/instances/{id}")).Status == 404, "the instance is hidden");
        (await friend.SendAsync(HttpMethod.Put, $"/api/cloud/instance/{id}/transfer/{transfer}/chunk", PersonActions.Raw("""{"chunkIndex":0,"data":"AA=="}"""))).Status.ShouldBe(404);
        (await friend.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(404, "terminal_not_found");
        int left = how == "left" ? 1 : 0;
        await Wait.UntilAsync(async () => (await owner.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").GetArrayLength() == left, "a share ends with its group");
    }

    [Fact]
    public async Task A_group_that_cannot_be_is_refused_and_nothing_is_kept()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        Person admin = house.Server.Superadmin;
        string group = await NewGroupAsync(friend);
        string name = (await friend.GetAsync("/api/groups")).Items()[0].GetProperty("name").GetString()!;

        foreach (object bad in (object[])[new { }, new { name = "" }, new { name = "x" }, new { name = "with space" }, new { name = "g-crew" }, new { name = "-crew" }, new { name = "crew\n" }, new { name = new string('x', 51) }])
        {
            (await admin.PostAsync("/api/groups", bad)).ShouldBe(400, "invalid_request");
        }

        (await admin.PostAsync("/api/groups", new { name = name.ToUpperInvariant() })).ShouldBe(409, "group_name_taken");
        (await admin.PostAsync("/api/groups", new { name = "never-made", add = (string[])["nobody-is-called-so"] })).ShouldBe(404, "user_not_found");
        (await admin.PatchAsync($"/api/groups/{group}", new { add = (string[])["nobody-is-called-so"] })).ShouldBe(404, "user_not_found");
        (await admin.PatchAsync($"/api/groups/{group}", new { add = (string[])[""] })).ShouldBe(400, "invalid_request");
        (await admin.PatchAsync($"/api/groups/{group}", new { add = (string[])[owner.Name], remove = (string[])[friend.Name, friend.Name] }, "\"7\"")).ShouldBe(412, "changed_meanwhile");
        (await admin.PatchAsync($"/api/groups/{group}", new { name = "other" })).ShouldBe(400, "invalid_request");
        (await admin.PatchAsync($"/api/groups/{group}", new { description = new string('x', 201) })).ShouldBe(400, "invalid_request");
        (await admin.PatchAsync("/api/groups/g-never", new { description = "x" })).ShouldBe(404, "group_not_found");
        (await admin.DeleteAsync("/api/groups/g-never")).ShouldBe(404, "group_not_found");

        await RefusedAsync(new { groupId = "nobody-is-called-so", instanceId = id }, 404, "group_not_found");
        await RefusedAsync(new { groupId = friend.Id, instanceId = id }, 404, "group_not_found");
        await RefusedAsync(new { shareeId = group, instanceId = id }, 404, "user_not_found");
        await RefusedAsync(new { groupId = "", instanceId = id }, 400, "invalid_request");
        await RefusedAsync(new { groupId = name, shareeId = friend.Name, instanceId = id }, 400, "invalid_request");

        (await owner.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").GetArrayLength().ShouldBe(0);
        (await admin.GetAsync("/api/groups")).Items().ShouldNotContain(g => g.GetProperty("name").GetString() == "never-made");
        (await friend.GetAsync("/api/groups")).Items().ShouldHaveSingleItem().GetProperty("members").GetArrayLength().ShouldBe(1);

        async Task RefusedAsync(object body, int status, string code) => (await owner.PostAsync("/api/cloud/shares/save", body)).ShouldBe(status, code);
    }

    [Fact]
    public async Task An_account_that_ends_leaves_its_groups_and_everything_stands_in_the_audit()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        Person other = await house.Server.NewPersonAsync();
        string group = await NewGroupAsync(friend);
        await ChangeAsync(group, new { add = (string[])[other.Name] });
        await SaveAsync(owner, group, id, "read:cloud_instance");

        (await house.Server.Superadmin.DeleteAsync($"/api/users/{friend.Id}")).ShouldBe(204);
        await Wait.UntilAsync(async () => (await other.GetAsync("/api/groups")).Items().Single().GetProperty("members").GetArrayLength() == 1, "who is gone is in no group");
        (await other.GetAsync($"/api/instances/{id}")).ShouldBe(200);
        (await owner.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").GetArrayLength().ShouldBe(1);

        (await house.Server.Superadmin.DeleteAsync($"/api/groups/{group}")).ShouldBe(204);
        await Wait.UntilAsync(async () => (await owner.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares").GetArrayLength() == 0, "the share is gone with its group");
        foreach ((string action, string who) in (Dictionary<string, string>)new() { ["group.create"] = friend.Name, ["group.update"] = other.Name })
        {
            JsonElement[] rows = await house.Server.Superadmin.AuditAsync($"action={action}");
            rows.Single(r => r.GetProperty("object").GetProperty("id").GetString() == group).GetProperty("details").GetProperty("added").GetString().ShouldBe(who);
        }

        (await house.Server.Superadmin.AuditAsync("action=group.delete")).ShouldContain(r => r.GetProperty("object").GetProperty("id").GetString() == group);
        (await owner.AuditAsync("action=share.delete")).ShouldContain(static r => r.GetProperty("details").GetProperty("reason").GetString() == "group_deleted");
    }

    private async Task<string> NewGroupAsync(Person member) =>
        (await house.Server.Superadmin.PostAsync("/api/groups", new { name = "crew-" + member.Id, add = (string[])[member.Name] })).ShouldBe(201)["id"];

    private async Task ChangeAsync(string group, object change) => (await house.Server.Superadmin.PatchAsync($"/api/groups/{group}", change)).ShouldBe(200);

    private static async Task<Answer> SaveAsync(Person owner, string group, string instance, params string[] permissions) =>
        (await owner.PostAsync("/api/cloud/shares/save", new { groupId = group, instanceId = instance, permissions })).ShouldBe(200);

    private static IEnumerable<string> Allowed(Answer instance) => instance.ShouldBe(200).Json.GetProperty("permissions").EnumerateArray().Select(static p => p.GetString()!);
}
