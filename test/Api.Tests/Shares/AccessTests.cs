using System.Text.Json;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Shares;

/// <summary>Why somebody may do something, and what somebody sees.</summary>
public sealed class AccessTests(ShareHouse house) : IClassFixture<ShareHouse>
{
    [Fact]
    public async Task A_decision_is_explained_with_the_rule_the_share_and_what_is_missing()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        string group = "crew-" + friend.Id;
        string groupId = (await house.Server.Superadmin.PostAsync("/api/groups", new { name = group, add = (string[])[friend.Name] })).ShouldBe(201)["id"];
        (await WhyAsync(owner, owner, "command:cloud_instance", id))["rule"].ShouldBe("owner");
        Answer nothing = await WhyAsync(owner, friend, "command:cloud_instance", id);
        nothing["code"].ShouldBe("instance_not_found");
        nothing["reason"].ShouldContain("nobody shares it with them");

        long end = house.Server.Clock.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        string share = (await owner.PostAsync("/api/cloud/shares/save", new { groupId = group, instanceId = id, permissions = (string[])["command:cloud_instance"], expiresTimestamp = end }))
            .ShouldBe(200)["share.id"];
        foreach (Person asker in (Person[])[owner, friend, house.Server.Superadmin])
        {
            Answer yes = await WhyAsync(asker, friend, "logs:cloud_instance", id);
            yes["allowed"].ShouldBe("True");
            yes["rule"].ShouldBe("share");
            yes["reason"].ShouldContain(group);
            JsonElement by = yes.Json.GetProperty("shares").EnumerateArray().ShouldHaveSingleItem();
            by.GetProperty("shareId").GetString().ShouldBe(share);
            by.GetProperty("group").GetProperty("id").GetString().ShouldBe(groupId);
            by.GetProperty("expiresAt").GetDateTimeOffset().ToUnixTimeMilliseconds().ShouldBe(end);
        }

        Answer no = await WhyAsync(friend, friend, "manage:cloud_instance", id);
        no["allowed"].ShouldBe("False");
        no["code"].ShouldBe("forbidden");
        no["reason"].ShouldContain("no share names manage:cloud_instance");
        (await friend.PatchAsync($"/api/instances/{id}", new { name = "mine" })).ShouldBe(403, no["code"]);

        (await owner.PostAsync("/api/cloud/shares/save", new { id = share, permissions = (string[])["command:cloud_instance"], expiresTimestamp = end, isEnabled = false })).ShouldBe(200);
        (await WhyAsync(owner, friend, "command:cloud_instance", id))["reason"].ShouldContain("is switched off");

        (await house.Server.Superadmin.PatchAsync($"/api/users/{friend.Id}", new { status = "disabled" })).ShouldBe(200);
        Answer disabled = await WhyAsync(owner, friend, "command:cloud_instance", id);
        disabled["code"].ShouldBe("signed_out_disabled");
        disabled["reason"].ShouldContain("is disabled");
        (await WhyAsync(house.Server.Superadmin, house.Server.Superadmin, "manage:installation", null))["rule"].ShouldBe("superadmin");
        (await WhyAsync(owner, owner, "manage:installation", null))["allowed"].ShouldBe("False");

        JsonElement[] rows = await owner.AuditAsync("action=access.explain");
        rows.ShouldContain(r => r.GetProperty("details").GetProperty("user").GetString() == friend.Name && r.GetProperty("details").GetProperty("allowed").GetString() == "true");
    }

    [Fact]
    public async Task Only_oneself_administrators_and_the_owner_are_told_and_nothing_hidden_is_told()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        Person other = await house.Server.NewPersonAsync();
        await house.ShareAsync(owner, friend, id, "read:cloud_instance");

        // A friend sees the instance, but asks only about themselves; who does not see it learns that it is not there.
        (await friend.GetAsync(Path(owner.Name, "read:cloud_instance", id))).ShouldBe(404, "user_not_found");
        (await friend.GetAsync(Path("nobody-is-called-so", "read:cloud_instance", id))).ShouldBe(404, "user_not_found");
        (await other.GetAsync(Path(other.Name, "read:cloud_instance", id))).ShouldBe(404, "instance_not_found");
        (await other.GetAsync(Path(other.Name, "read:cloud_instance", "i-never-was"))).ShouldBe(404, "instance_not_found");
        (await other.GetAsync(Path(owner.Name, "create:node", null))).ShouldBe(404, "user_not_found");

        (await owner.GetAsync(Path(friend.Name, "fly:moon", id))).ShouldBe(400, "invalid_request");
        (await owner.GetAsync(Path(owner.Name, "read:cloud_instance", null))).ShouldBe(400, "invalid_request");
        (await owner.GetAsync(Path(owner.Name, "create:node", id))).ShouldBe(400, "invalid_request");
        (await owner.GetAsync("/api/access/why")).ShouldBe(400, "invalid_request");
        (await owner.GetAsync(Path("nobody-is-called-so", "read:cloud_instance", id))).ShouldBe(404, "user_not_found");
    }

    [Fact]
    public async Task To_view_as_somebody_shows_what_they_see_and_gives_nothing()
    {
        (Person owner, Person friend, string id) = await house.PairAsync();
        await house.ShareAsync(owner, friend, id, "command:cloud_instance");
        string own = await friend.NewInstanceAsync();
        Person admin = await house.Server.NewPersonAsync("admin");
        Person superadmin = await house.Server.NewPersonAsync("superadmin");
        int sessions = (await friend.GetAsync("/api/auth/sessions")).Items().Length;

        Answer view = (await superadmin.PostAsync($"/api/users/{friend.Id}/view")).ShouldBe(200);
        JsonElement[] seen = [.. view.Json.GetProperty("instances").EnumerateArray()];
        seen.Select(static i => i.GetProperty("id").GetString()).ShouldBe([id, own], ignoreOrder: true);
        foreach (JsonElement instance in seen)
        {
            JsonElement theirs = (await friend.GetAsync($"/api/instances/{instance.GetProperty("id").GetString()}")).ShouldBe(200).Json;
            instance.GetProperty("permissions").GetRawText().ShouldBe(theirs.GetProperty("permissions").GetRawText());
        }

        view.Json.GetProperty("permissions").EnumerateArray().Select(static p => p.GetString()).ShouldNotContain("manage:user");
        view.Text.ShouldNotContain("token", Case.Insensitive);
        view.Text.ShouldNotContain("hash", Case.Insensitive);
        view.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await friend.GetAsync("/api/auth/sessions")).Items().Length.ShouldBe(sessions);
        (await superadmin.GetAsync("/api/instances")).Items().ShouldBeEmpty();

        (await superadmin.DeleteAsync($"/api/users/{friend.Id}/view")).ShouldBe(204);
        foreach (string action in (string[])["user.view.begin", "user.view.end"])
        {
            (await superadmin.AuditAsync($"action={action}")).ShouldContain(r => r.GetProperty("object").GetProperty("id").GetString() == friend.Id);
        }

        // No way up: not for administrators, not towards a superadmin, not for the account itself, not with a token that does not name it.
        foreach (Person seeker in (Person[])[admin, friend, await superadmin.NewTokenAsync("read:user")])
        {
            (await seeker.PostAsync($"/api/users/{superadmin.Id}/view")).Status.ShouldBeOneOf(403, 404);
            (await seeker.PostAsync($"/api/users/{friend.Id}/view")).ShouldBe(403);
            (await seeker.DeleteAsync($"/api/users/{friend.Id}/view")).ShouldBe(403);
        }

        (await superadmin.PostAsync("/api/users/never-was/view")).ShouldBe(404, "user_not_found");
        (await superadmin.PatchAsync($"/api/users/{friend.Id}", new { status = "disabled" })).ShouldBe(200);
        Answer ended = (await superadmin.PostAsync($"/api/users/{friend.Id}/view")).ShouldBe(200);
        ended.Json.GetProperty("instances").GetArrayLength().ShouldBe(0);
        ended.Json.GetProperty("permissions").GetArrayLength().ShouldBe(0);
    }

    private static string Path(string user, string permission, string? instance) =>
        $"/api/access/why?permission={permission}&user={user}" + (instance is null ? string.Empty : $"&instance={instance}");

    private static async Task<Answer> WhyAsync(Person asker, Person about, string permission, string? instance) =>
        (await asker.GetAsync(Path(about.Name, permission, instance))).ShouldBe(200);
}
