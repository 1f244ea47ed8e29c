using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>Roles that change while viewers are attached, on a real PTY.</summary>
public sealed class RoleChangeTests
{
    [Fact]
    public async Task A_watcher_who_is_given_the_right_types_and_a_typist_who_lost_it_does_not()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        await using Viewer ada = await host.AttachAsync("t1", "watch", user: "ada");
        string id = await IdAsync(ada);

        TerminalReport report = await ChangeAsync(host, new ChangeViewers("t1", "role", "grace", id, Role: "type"));

        report.Viewers.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new ViewerReport(id, "ada", "name of ada", "type", report.Viewers![0].Since));
        (await ada.ControlAsync("role")).GetRawText().ShouldBe("""{"type":"role","role":"type","by":"grace","reason":"changed"}""");
        (await ada.ControlAsync("ack")).GetProperty("input").GetInt64().ShouldBe(0);
        await ada.ControlAsync("viewers", c => c.GetProperty("viewers")[0].GetProperty("role").GetString() == "type");
        await ada.TypeAsync("echo good$((1))\n");
        await ada.UntilTextAsync("good1");

        await ChangeAsync(host, new ChangeViewers("t1", "role", "grace", id, Role: "watch"));
        await ada.ControlAsync("role", c => c.GetProperty("role").GetString() == "watch");
        await ada.TypeAsync("echo bad$((1))\n");
        (await ada.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("terminal_read_only");
        (await host.ReportAsync("t1"))!.InputOffset.ShouldBe(16);
    }

    [Fact]
    public async Task A_take_over_leaves_one_person_typing_and_tells_the_others_by_whom()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        await using Viewer ada = await host.AttachAsync("t1", user: "ada");
        await using Viewer grace = await host.AttachAsync("t1", user: "grace");
        await using Viewer graceToo = await host.AttachAsync("t1", "watch", user: "grace");

        TerminalReport report = await ChangeAsync(host, new ChangeViewers("t1", "take_over", "Grace", UserId: "grace"));

        report.Viewers!.Select(v => (v.UserId, v.Role)).ShouldBe([("ada", "watch"), ("grace", "type"), ("grace", "type")]);
        (await ada.ControlAsync("role")).GetRawText().ShouldBe("""{"type":"role","role":"watch","by":"Grace","reason":"taken_over"}""");
        (await graceToo.ControlAsync("role")).GetProperty("role").GetString().ShouldBe("type");
        await ada.TypeAsync("echo bad$((1))\n");
        (await ada.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("terminal_read_only");
        await grace.TypeAsync("echo good$((1))\n");
        await ada.UntilTextAsync("good1");
        grace.Controls.ShouldNotContain(c => c.GetProperty("type").GetString() == "role");
    }

    [Fact]
    public async Task A_detached_viewer_is_told_and_the_shell_goes_on()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        await using Viewer ada = await host.AttachAsync("t1", user: "ada");
        await using Viewer grace = await host.AttachAsync("t1", user: "grace");

        (await ChangeAsync(host, new ChangeViewers("t1", "detach", "Grace", await IdAsync(ada)))).Viewers!.Select(v => v.UserId).ShouldBe(["grace"]);

        JsonElement notice = await ada.ControlAsync("error");
        notice.GetProperty("code").GetString().ShouldBe("terminal_detached");
        notice.GetProperty("message").GetString()!.ShouldContain("Grace");
        await ada.UntilClosedAsync();
        await grace.ControlAsync("viewers", c => c.GetProperty("viewers").GetArrayLength() == 1);
        await grace.TypeAsync("echo on$((1))\n");
        await grace.UntilTextAsync("on1");
    }

    [Theory]
    [InlineData("t2", "take_over", null, "u1", null, "terminal_not_found")]
    [InlineData("t1", "role", "nobody", null, "type", "viewer_not_found")]
    [InlineData("t1", "detach", null, null, null, "viewer_not_found")]
    [InlineData("t1", "role", "nobody", null, "admin", "invalid_request")]
    [InlineData("t1", "take_over", null, null, null, "invalid_request")]
    [InlineData("t1", "crown", null, null, null, "invalid_request")]
    public async Task What_cannot_be_done_is_refused_with_a_code(string terminal, string verb, string? viewer, string? user, string? role, string code)
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        await using Viewer ada = await host.AttachAsync("t1");

        var refused = await Should.ThrowAsync<Anchorage.NodeAgent.Terminals.Host.ShellStartException>(
            () => ChangeAsync(host, new ChangeViewers(terminal, verb, "grace", viewer, user, role)));

        refused.Code.ShouldBe(code);
        ada.Controls.ShouldNotContain(c => c.GetProperty("type").GetString() == "role");
    }

    [Fact]
    public async Task A_role_that_changes_while_a_snapshot_is_drawn_is_told_after_it()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/bash", "-c", "seq 1 20000; echo ready; sleep 1000");
        await using (Viewer first = await host.AttachAsync("t1"))
        {
            await first.UntilTextAsync("ready");
        }

        await using Viewer ada = await host.AttachAsync("t1", "watch");
        await ChangeAsync(host, new ChangeViewers("t1", "role", "grace", await IdAsync(ada), Role: "type"));

        await ada.ControlAsync("role");
        await ada.UntilTextAsync("ready");
    }

    private static async Task<string> IdAsync(Viewer viewer) => (await viewer.ControlAsync("attached")).GetProperty("viewerId").GetString()!;

    private static Task<TerminalReport> ChangeAsync(HostHarness host, ChangeViewers change) => host.OnLoopAsync(() =>
    {
        var terminal = host.Server.Find(change.TerminalId);
        terminal.Change(change);
        return Task.FromResult(terminal.Report());
    });
}
