using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.Api.Tests.Recordings;

public sealed class RecordingTests(ServerFixture fixture)
{
    private static readonly DateTimeOffset Began = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_recording_is_begun_ended_listed_downloaded_and_deleted()
    {
        Person person = await fixture.Server.NewPersonAsync();
        string instance = await person.NewInstanceAsync();
        (string terminal, string recording) = await person.NewRecordingAsync(instance);
        (await person.GetAsync($"/api/terminals/{terminal}"))["recording"].ShouldBe(recording);
        Answer info = (await person.GetAsync($"/api/recordings/{recording}")).ShouldBe(200);
        (info["state"], info["terminalId"], info["instanceId"], info["startedBy.name"]).ShouldBe(("running", terminal, instance, person.Name));

        // Once more changes nothing.
        (await SetAsync(person, terminal, on: true))["terminal.recording"].ShouldBe(recording);
        (await SetAsync(person, terminal, on: false)).Json.GetProperty("terminal").GetProperty("recording").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        fixture.Node.Report(Report(recording, terminal, instance, "ended") with { Reason = "stopped", EndedAt = Began.AddSeconds(9), Bytes = 1234, Seconds = 9 });
        await Wait.UntilAsync(async () => (await person.GetAsync($"/api/recordings/{recording}"))["state"] == "ended", "the end is known");
        info = await person.GetAsync($"/api/recordings/{recording}");
        (info["reason"], info["bytes"], info["seconds"], info["title"]).ShouldBe(("stopped", "1234", "9", "vim"));

        foreach (string query in (string[])["", $"?instanceId={instance}", $"?terminalId={terminal}"])
        {
            (await person.GetAsync("/api/recordings" + query)).ShouldBe(200).Items().Select(item => item.GetProperty("id").GetString()).ShouldBe([recording]);
        }

        (await person.GetAsync("/api/recordings?terminalId=none")).ShouldBe(200).Items().ShouldBeEmpty();
        Answer cast = (await person.GetAsync($"/api/recordings/{recording}/cast")).ShouldBe(200);
        cast.Text.ShouldBe("{\"version\":2,\"width\":80,\"height\":24}\n[0,\"o\",\"hello\"]\n");
        using (HttpResponseMessage download = await person.Http.SendAsync(person.Request(HttpMethod.Get, $"/api/recordings/{recording}/cast"), TestContext.Current.CancellationToken))
        {
            download.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-asciicast");
            download.Content.Headers.ContentDisposition!.ToString().ShouldBe($"attachment; filename=\"terminal-20260301-120000-{recording}.cast\"");
        }

        (await person.DeleteAsync($"/api/recordings/{recording}")).ShouldBe(204);
        (await person.GetAsync($"/api/recordings/{recording}")).ShouldBe(404, "recording_not_found");
        (await person.GetAsync("/api/recordings")).Items().ShouldBeEmpty();
        fixture.Node.Recordings.ContainsKey(recording).ShouldBeFalse();
        string[] actions = [.. (await person.GetAsync("/api/audit?limit=200")).Items().Select(row => row.GetProperty("action").GetString()!)];
        foreach (string action in (string[])["recording.start", "recording.stop", "recording.download", "recording.delete"])
        {
            actions.Count(a => a == action).ShouldBe(action == "recording.download" ? 2 : 1, action);
        }
    }

    [Fact]
    public async Task Where_all_is_recorded_nobody_can_switch_it_off()
    {
        Person person = await fixture.Server.NewPersonAsync();
        string instance = await person.NewInstanceAsync();
        (await person.PatchAsync($"/api/instances/{instance}", new { recordTerminals = "sometimes" })).ShouldBe(400);
        Answer changed = (await person.PatchAsync($"/api/instances/{instance}", new { recordTerminals = "always" })).ShouldBe(200);
        changed["recordTerminals"].ShouldBe("always");

        Answer opened = (await person.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(201);
        string recording = opened["terminal.recording"];
        recording.Length.ShouldBeGreaterThan(5);
        (await SetAsync(person, opened["terminal.id"], on: false, 409)).Code.ShouldBe("recording_required");
        (await person.DeleteAsync($"/api/recordings/{recording}")).ShouldBe(409, "recording_required");
        (await person.GetAsync("/api/audit?action=recording.start")).Text.ShouldContain("\"policy\":\"always\"");
    }

    [Fact]
    public async Task An_instance_may_be_made_so_that_all_its_terminals_are_recorded()
    {
        Person person = await fixture.Server.NewPersonAsync();
        (await person.PostAsync("/api/instances", new { name = "taped", recordTerminals = "sometimes" })).ShouldBe(400);
        Answer made = (await person.PostAsync("/api/instances", new { name = "taped", recordTerminals = "always" })).ShouldBe(202);
        made["instance.recordTerminals"].ShouldBe("always");
        await person.EndOfAsync(made);

        string terminal = (await person.PostAsync("/api/terminals", new { instanceId = made["instance.id"] })).ShouldBe(201)["terminal.recording"];

        terminal.Length.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_node_that_cannot_record_is_told_of()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        node.RefusesRecordings = true;
        Person person = await server.NewPersonAsync();
        string instance = await person.NewInstanceAsync();
        (string terminal, _) = await person.NewTerminalAsync(instance);
        Answer refused = await SetAsync(person, terminal, on: true, 502);
        refused.Code.ShouldBe("recording_failed");
        refused.Text.ShouldContain("No room.");
        (await person.GetAsync("/api/recordings")).Items().ShouldBeEmpty();

        // Where it is a rule the terminal opens, and that nothing was recorded can be seen.
        (await person.PatchAsync($"/api/instances/{instance}", new { recordTerminals = "always" })).ShouldBe(200);
        Answer opened = (await person.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(201);
        opened.Json.GetProperty("terminal").GetProperty("recording").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        Answer list = await person.GetAsync("/api/recordings");
        list.Items().ShouldHaveSingleItem().GetProperty("state").GetString().ShouldBe("failed");
        list.Items()[0].GetProperty("reason").GetString().ShouldBe("not_started");
        (await person.GetAsync("/api/audit?action=recording.start&outcome=failed")).Items().Length.ShouldBe(2);
        (await person.GetAsync($"/api/recordings/{list.Items()[0].GetProperty("id").GetString()}/cast")).ShouldBe(404, "recording_not_found");
    }

    [Fact]
    public async Task After_a_time_apart_node_and_server_agree_again()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        string instance = await person.NewInstanceAsync();
        (string terminal, string first) = await person.NewRecordingAsync(instance);
        await SetAsync(person, terminal, on: false);
        (_, string second) = await person.NewRecordingAsync(instance);
        (_, string third) = await person.NewRecordingAsync(instance);
        await node.DisconnectAsync(server);

        // Meanwhile: one ended, one is deleted by its owner, one vanished from the node.
        node.Recordings[first] = Report(first, terminal, instance, "ended") with { Reason = "exited", EndedAt = Began, Bytes = 5 };
        node.Recordings[second] = Report(second, terminal, instance, "running");
        (await person.DeleteAsync($"/api/recordings/{second}")).ShouldBe(204);
        await node.ConnectAsync(server);

        await Wait.UntilAsync(async () => (await person.GetAsync($"/api/recordings/{first}"))["state"] == "ended", "the end is known");
        await Wait.UntilAsync(async () => (await person.GetAsync($"/api/recordings/{third}"))["state"] == "failed", "the loss is known");
        (await person.GetAsync($"/api/recordings/{third}"))["reason"].ShouldBe("missing");
        await Wait.UntilAsync(() => !node.Recordings.ContainsKey(second), "the node deletes what was deleted");

        // An instance takes its recordings along.
        (await person.DeleteAsync($"/api/instances/{instance}?purge=true")).ShouldBe(202);
        await Wait.UntilAsync(() => node.Recordings.IsEmpty, "nothing is left");
        await Wait.UntilAsync(async () => (await person.GetAsync($"/api/recordings/{first}")).Code == "recording_not_found", "it is known no more");
    }

    private static async Task<Answer> SetAsync(Person person, string terminal, bool on, int status = 200) =>
        (await person.SendAsync(HttpMethod.Put, $"/api/terminals/{terminal}/recording", new { on })).ShouldBe(status);

    private static RecordingReport Report(string id, string terminal, string instance, string state) =>
        new(id, terminal, instance, state, null, Began, null, 0, 0, 80, 24, "vim");
}
