using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Terminals;

/// <summary>Several people in one terminal, over the real interface, link, agent and terminal host.</summary>
public sealed class ViewerTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private TestNode _node = null!;
    private Person _owner = null!;
    private string _terminal = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _node = await TestNode.StartAsync(_server, realTerminals: true);
        _owner = await _server.NewPersonAsync();
        string instance = await _owner.NewInstanceAsync();
        _terminal = (await _owner.PostAsync("/api/terminals", new { instanceId = instance, columns = 80, rows = 24, name = "  build  " })).ShouldBe(201)["terminal.id"];
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Everybody_sees_who_is_attached_with_the_role_that_counts_now()
    {
        await using TerminalWindow owner = await TerminalWindow.AttachAsync(_owner, _terminal);
        await using TerminalWindow boss = await TerminalWindow.AttachAsync(_server.Superadmin, _terminal, "watch");
        string id = await boss.IdAsync();
        await ListedAsync((_owner.Name, "type"), (_server.Superadmin.Name, "watch"));
        (await owner.ControlAsync("viewers", c => c.GetProperty("viewers").GetArrayLength() == 2)).GetProperty("viewers")[1].GetProperty("id").GetString().ShouldBe(id);

        Answer changed = await _owner.PutAsync($"/api/terminals/{_terminal}/viewers/{id}", new { role = "type" });

        changed.ShouldBe(200).Json.GetProperty("viewers").EnumerateArray().Single(v => v.GetProperty("id").GetString() == id).GetProperty("role").GetString().ShouldBe("type");
        (await boss.ControlAsync("role")).GetRawText().ShouldBe($$"""{"type":"role","role":"type","by":"{{_owner.Name}}","reason":"changed"}""");
        await boss.TypeAsync("echo by-boss-$((1))\n");
        await owner.ShowsAsync("by-boss-1");

        await boss.DisposeAsync();
        await ListedAsync((_owner.Name, "type"));
    }

    [Fact]
    public async Task A_take_over_makes_the_others_watch_and_is_audited_with_the_name()
    {
        await using TerminalWindow owner = await TerminalWindow.AttachAsync(_owner, _terminal);
        await using TerminalWindow boss = await TerminalWindow.AttachAsync(_server.Superadmin, _terminal);

        (await _server.Superadmin.PostAsync($"/api/terminals/{_terminal}/take-over")).ShouldBe(200);

        (await owner.ControlAsync("role")).GetRawText().ShouldBe($$"""{"type":"role","role":"watch","by":"{{_server.Superadmin.Name}}","reason":"taken_over"}""");
        await owner.TypeAsync("echo bad-$((1))\n");
        (await owner.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("terminal_read_only");
        await boss.TypeAsync("echo good-$((1))\n");
        await owner.ShowsAsync("good-1");
        owner.Text.ShouldNotContain("bad-1");
        await ListedAsync((_owner.Name, "watch"), (_server.Superadmin.Name, "type"));
        JsonElement row = (await _server.Superadmin.AuditAsync($"objectId={_terminal}&action=terminal.take-over")).ShouldHaveSingleItem();
        row.GetProperty("actor").GetProperty("name").GetString().ShouldBe(_server.Superadmin.Name);
        row.GetProperty("outcome").GetString().ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_detached_window_is_told_by_whom_and_the_terminal_goes_on()
    {
        await using TerminalWindow owner = await TerminalWindow.AttachAsync(_owner, _terminal);
        await using TerminalWindow boss = await TerminalWindow.AttachAsync(_server.Superadmin, _terminal);

        (await _owner.DeleteAsync($"/api/terminals/{_terminal}/viewers/{await boss.IdAsync()}")).ShouldBe(204);

        JsonElement notice = await boss.ControlAsync("error");
        notice.GetProperty("code").GetString().ShouldBe("terminal_detached");
        notice.GetProperty("message").GetString()!.ShouldContain(_owner.Name);
        await boss.Ended.WaitAsync(Wait.Long);
        await owner.TypeAsync("echo on-$((1))\n");
        await owner.ShowsAsync("on-1");
        (await _owner.DeleteAsync($"/api/terminals/{_terminal}/viewers/{await boss.IdAsync()}")).ShouldBe(404, "viewer_not_found");
        (await _owner.PutAsync($"/api/terminals/{_terminal}/viewers/{await boss.IdAsync()}", new { role = "watch" })).ShouldBe(404, "viewer_not_found");
        (await _owner.PutAsync($"/api/terminals/{_terminal}/viewers/x-y", new { role = "watch" })).ShouldBe(404, "viewer_not_found");
    }

    [Fact]
    public async Task Without_the_right_to_run_commands_one_can_only_reduce_what_one_has_oneself()
    {
        await using TerminalWindow owner = await TerminalWindow.AttachAsync(_owner, _terminal);
        await using TerminalWindow boss = await TerminalWindow.AttachAsync(_server.Superadmin, _terminal);
        Person reader = await _owner.NewTokenAsync("read:cloud_instance");
        string own = $"/api/terminals/{_terminal}/viewers/{await owner.IdAsync()}";
        string other = $"/api/terminals/{_terminal}/viewers/{await boss.IdAsync()}";

        (await reader.PutAsync(other, new { role = "watch" })).ShouldBe(403, "scope_missing");
        (await reader.DeleteAsync(other)).ShouldBe(403, "scope_missing");
        (await reader.PostAsync($"/api/terminals/{_terminal}/take-over")).ShouldBe(403, "scope_missing");
        (await reader.PutAsync(own, new { role = "watch" })).ShouldBe(200);
        await owner.ControlAsync("role", c => c.GetProperty("role").GetString() == "watch");
        (await reader.PutAsync(own, new { role = "type" })).ShouldBe(403, "scope_missing");
        (await reader.DeleteAsync(own)).ShouldBe(204);
        await owner.Ended.WaitAsync(Wait.Long);
        boss.Controls.ShouldNotContain(c => c.GetProperty("type").GetString() == "role");
    }

    [Fact]
    public async Task A_name_is_trimmed_kept_and_told_to_everybody()
    {
        (await _owner.GetAsync($"/api/terminals/{_terminal}")).ShouldBe(200)["name"].ShouldBe("build");
        await using EventReader events = await EventReader.SseAsync(_owner);

        (await _owner.PatchAsync($"/api/terminals/{_terminal}", new { name = "tests" })).ShouldBe(200)["name"].ShouldBe("tests");

        await Wait.UntilAsync(() => events.Seen.Any(e => e.Name == "terminal.updated" && e.ToString().Contains("tests", StringComparison.Ordinal)), "the event");
        (await _owner.GetAsync("/api/terminals")).Items().ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("tests");
        foreach (string bad in (string[])[new string('n', 65), "a\nb", "a\u202eb", "\u0007"])
        {
            (await _owner.PatchAsync($"/api/terminals/{_terminal}", new { name = bad })).ShouldBe(400, "invalid_request");
        }

        (await _owner.PatchAsync($"/api/terminals/{_terminal}", new { name = "" })).ShouldBe(200)["name"].ShouldBe("");
    }

    private Task ListedAsync(params (string Name, string Role)[] viewers) => Wait.UntilAsync(
        async () => (await _owner.GetAsync($"/api/terminals/{_terminal}")).ShouldBe(200).Json.GetProperty("viewers").EnumerateArray()
            .Select(v => (v.GetProperty("name").GetString()!, v.GetProperty("role").GetString()!)).SequenceEqual(viewers),
        $"the viewers {string.Join(", ", viewers)}");
}
