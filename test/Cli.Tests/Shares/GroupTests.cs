using System.Text.Json.Nodes;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Shares;

public sealed class GroupTests
{
    [Fact]
    public async Task A_group_is_made_listed_changed_given_a_share_and_deleted()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);

        (await home.RunAsync("group", "add", "ops", "bob", "eve@example.org", "--note", "on call")).ShouldExit(0).Out.ShouldBe("g-1" + Environment.NewLine);
        JsonNode made = server.Bodies["POST /api/groups"]!;
        made["name"]!.GetValue<string>().ShouldBe("ops");
        made["add"]!.AsArray().Select(static p => p!.GetValue<string>()).ShouldBe(["bob", "eve@example.org"]);
        (await home.RunAsync("group", "ls")).ShouldExit(0).Out.ShouldContain("bob");

        (await home.RunAsync("group", "set", "ops", "--add", "eve", "--remove", "bob")).ShouldExit(0);
        JsonNode changed = server.Bodies["PATCH /api/groups/g-1"]!;
        changed["add"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("eve");
        changed["remove"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("bob");
        changed.AsObject().ContainsKey("description").ShouldBeFalse();

        (await home.RunAsync("share", "add", "ops", "web", "--group")).ShouldExit(0);
        JsonNode share = server.Bodies["POST /api/cloud/shares/save"]!;
        share["groupId"]!.GetValue<string>().ShouldBe("ops");
        share.AsObject().ContainsKey("shareeId").ShouldBeFalse();

        (await home.RunAsync("group", "rm", "ops")).ShouldExit(0);
        server.Requests.ShouldContain(static r => r.StartsWith("DELETE /api/groups/g-1", StringComparison.Ordinal));

        (await home.RunAsync("group", "set", "ops")).Error.ShouldContain("Nothing is to change");
        (await home.RunAsync("group", "rm", "nobody")).Error.ShouldContain("[group_not_found]");
        (await home.RunAsync("group", "add", "ops", "-x")).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task A_decision_is_explained_and_a_look_ends_when_it_is_shown()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);

        string why = (await home.RunAsync("access", "why", "bob", "command:cloud_instance", "web")).ShouldExit(0).Out;
        why.ShouldContain("Bob does not own web.");
        why.ShouldContain("forbidden");
        (await home.RunAsync("access", "why", "bob", "-x")).ExitCode.ShouldNotBe(0);

        (await home.RunAsync("access", "view", "bob")).ShouldExit(0).Out.ShouldContain("read:cloud_instance");
        server.Requests.ShouldContain(static r => r.StartsWith("POST /api/users/bob/view", StringComparison.Ordinal));
        server.Requests.ShouldContain(static r => r.StartsWith("DELETE /api/users/bob/view", StringComparison.Ordinal));
    }
}
