using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Mcp;

/// <summary>Calls that wait until the owner of the instance says yes.</summary>
public sealed class ApprovalTests(McpHouse house) : IClassFixture<McpHouse>
{
    private const string Secret = "canary-content-7Kq";

    [Theory, InlineData(McpProgram.Sessionless), InlineData(McpProgram.WithSessions)]
    public async Task A_writing_call_waits_is_shown_with_all_its_arguments_and_runs_after_a_yes(string version)
    {
        (Person owner, string instance, McpProgram program) = await house.OpenAsync("writes", version);
        await using McpProgram connected = program;
        (await program.CallAsync("list_files", new { targetInstance = instance, path = "/" })).Code.ShouldBeNull();
        List<string> progress = [];
        Task<(string? Code, JsonElement Answer)> writing = program.CallAsync("write_file", new { targetInstance = instance, path = "/w.txt", content = Secret }, progress: progress);
        JsonElement waiting = await WaitingAsync(owner);
        waiting.GetProperty("tool").GetString().ShouldBe("write_file");
        waiting.GetProperty("client").GetString().ShouldBe("tester");
        waiting.GetProperty("destructive").GetBoolean().ShouldBeTrue();
        JsonElement arguments = JsonElement.Parse(waiting.GetProperty("argumentsJson").GetString()!);
        arguments.GetProperty("content").GetString().ShouldBe(Secret);
        arguments.GetProperty("path").GetString().ShouldBe("/w.txt");
        writing.IsCompleted.ShouldBeFalse();
        (await program.CallAsync("read_file", new { targetInstance = instance, path = "/w.txt" })).Code.ShouldBe("file_not_found");

        Answer yes = (await owner.PostAsync($"/api/mcp/calls/{waiting.GetProperty("id").GetString()}/approve")).ShouldBe(200);
        yes["state"].ShouldBe("approved");
        (await writing).Code.ShouldBeNull();
        await Wait.UntilAsync(() =>
        {
            lock (progress)
            {
                return progress.Any(m => m.Contains("say yes", StringComparison.Ordinal));
            }
        });

        (_, JsonElement read) = await program.CallAsync("read_file", new { targetInstance = instance, path = "/w.txt" });
        read.GetProperty("content").GetString().ShouldBe(Secret);
        JsonElement done = (await owner.GetAsync("/api/mcp/calls")).Items().Single();
        done.GetProperty("state").GetString().ShouldBe("done");
        done.GetProperty("argumentsJson").ValueKind.ShouldBe(JsonValueKind.Null);

        // One yes is for one call.
        (await owner.PostAsync($"/api/mcp/calls/{waiting.GetProperty("id").GetString()}/approve")).ShouldBe(409, "mcp_call_ended");
        Task<(string? Code, JsonElement Answer)> again = program.CallAsync("write_file", new { targetInstance = instance, path = "/w.txt", content = "2" });
        (await owner.PostAsync($"/api/mcp/calls/{(await WaitingAsync(owner)).GetProperty("id").GetString()}/deny")).ShouldBe(200);
        (await again).Code.ShouldBe("mcp_call_denied");

        JsonElement[] rows = await owner.AuditAsync("action=mcp.approve");
        rows.Single().GetProperty("details").GetProperty("tool").GetString().ShouldBe("write_file");
        (await owner.AuditAsync("action=mcp.deny")).Length.ShouldBe(1);
        (await owner.AuditAsync("action=mcp.call"))[0].GetProperty("errorCode").GetString().ShouldBe("mcp_call_denied");
        string everything = (await house.Server.Superadmin.GetAsync("/api/audit?limit=200")).Text + house.Server.Log.Text;
        everything.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task With_approval_for_all_reading_waits_too()
    {
        (Person owner, string instance, McpProgram program) = await house.OpenAsync("all");
        await using McpProgram connected = program;
        Task<(string? Code, JsonElement Answer)> reading = program.CallAsync("get_status", new { targetInstance = instance });
        (await owner.PostAsync($"/api/mcp/calls/{(await WaitingAsync(owner)).GetProperty("id").GetString()}/approve")).ShouldBe(200);
        (await reading).Code.ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_but_the_owner_answers()
    {
        (Person owner, string instance, McpProgram program) = await house.OpenAsync("writes");
        await using McpProgram connected = program;
        Person friend = await house.Server.NewPersonAsync();
        Person admin = await house.Server.NewPersonAsync("admin");
        (await owner.PostAsync("/api/cloud/shares/save", new { shareeId = friend.Name, instanceId = instance })).ShouldBe(200);

        // The friend's program works on the owner's instance: the owner is asked.
        await using McpProgram friends = await McpProgram.ConnectAsync(house.Server, await McpProgram.NewTokenAsync(friend));
        Task<(string? Code, JsonElement Answer)> call = friends.CallAsync("restart_instance", new { targetInstance = instance });
        JsonElement waiting = await WaitingAsync(owner);
        waiting.GetProperty("user").GetProperty("name").GetString().ShouldBe(friend.Name);
        string id = waiting.GetProperty("id").GetString()!;
        foreach (Person other in (Person[])[friend, admin])
        {
            (await other.PostAsync($"/api/mcp/calls/{id}/approve")).ShouldBe(404, "mcp_call_not_found");
            (await other.GetAsync("/api/mcp/calls")).Items().ShouldBeEmpty();
            (await other.PatchAsync($"/api/instances/{instance}", new { mcpApproval = "off" })).Status.ShouldBeOneOf(403, 404);
        }

        // No token of a program answers, however wide.
        Person tool = owner.With(await McpProgram.NewTokenAsync(owner));
        (await tool.PostAsync($"/api/mcp/calls/{id}/approve")).ShouldBe(403, "mcp_token_elsewhere");
        (await owner.PostAsync("/api/tokens", new { label = "wide", scopes = (string[])["use:mcp", "manage:mcp"] })).ShouldBe(400, "invalid_request");
        (await owner.PostAsync("/api/tokens", new { label = "wide", scopes = (string[])["use:mcp", "*"] })).ShouldBe(400, "invalid_request");
        (await owner.PostAsync("/api/tokens", new { label = "wide", scopes = (string[])["use:mcp", "manage:credentials"] })).ShouldBe(400, "invalid_request");

        // Taking the share back ends the call, which nobody has approved.
        string share = (await owner.GetAsync("/api/cloud/shares/list")).Json.GetProperty("shares")[0].GetProperty("id").GetString()!;
        (await owner.PostAsync("/api/cloud/shares/delete", new { id = share })).ShouldBe(200);
        (await call).Code.ShouldBe("instance_not_found");
        await StateAsync(owner, id, "withdrawn");
    }

    [Fact]
    public async Task Whoever_leaves_a_group_loses_the_calls_of_their_programs_too()
    {
        (Person owner, string instance, McpProgram program) = await house.OpenAsync("writes");
        await using McpProgram connected = program;
        Person friend = await house.Server.NewPersonAsync();
        string group = (await house.Server.Superadmin.PostAsync("/api/groups", new { name = "crew-" + friend.Id, add = (string[])[friend.Name] })).ShouldBe(201)["id"];
        (await owner.PostAsync("/api/cloud/shares/save", new { groupId = group, instanceId = instance })).ShouldBe(200);
        await using McpProgram friends = await McpProgram.ConnectAsync(house.Server, await McpProgram.NewTokenAsync(friend));
        (await friends.CallAsync("list_files", new { targetInstance = instance, path = "/" })).Code.ShouldBeNull();
        Task<(string? Code, JsonElement Answer)> call = friends.CallAsync("restart_instance", new { targetInstance = instance });
        string id = (await WaitingAsync(owner)).GetProperty("id").GetString()!;

        (await house.Server.Superadmin.PatchAsync($"/api/groups/{group}", new { remove = (string[])[friend.Name] })).ShouldBe(200);
        (await call).Code.ShouldBe("instance_not_found");
        await StateAsync(owner, id, "withdrawn");
        (await friends.CallAsync("list_files", new { targetInstance = instance, path = "/" })).Code.ShouldBe("instance_not_found");
    }

    [Fact]
    public async Task A_call_ends_at_once_when_the_instance_is_closed_and_when_nobody_answers()
    {
        (Person owner, string instance, McpProgram program) = await house.OpenAsync("writes");
        await using McpProgram connected = program;
        Task<(string? Code, JsonElement Answer)> call = program.CallAsync("stop_instance", new { targetInstance = instance });
        string id = (await WaitingAsync(owner)).GetProperty("id").GetString()!;
        (await owner.PatchAsync($"/api/instances/{instance}", new { mcpControllable = false })).ShouldBe(200);
        (await call).Code.ShouldBe("mcp_not_allowed");
        await StateAsync(owner, id, "withdrawn");
        (await owner.PostAsync($"/api/mcp/calls/{id}/approve")).ShouldBe(409, "mcp_call_ended");

        (await owner.PatchAsync($"/api/instances/{instance}", new { mcpControllable = true })).ShouldBe(200);
        call = program.CallAsync("stop_instance", new { targetInstance = instance });
        id = (await WaitingAsync(owner)).GetProperty("id").GetString()!;
        house.Server.Clock.Jump(TimeSpan.FromMinutes(6));
        (await call).Code.ShouldBe("mcp_call_expired");
        await StateAsync(owner, id, "expired");
        (await owner.StatusOfAsync(instance)).ShouldBe("running");
    }

    [Fact]
    public async Task A_call_ends_when_its_token_is_revoked_or_its_program_leaves()
    {
        (Person owner, string instance, McpProgram program) = await house.OpenAsync("writes");
        await using McpProgram connected = program;
        using CancellationTokenSource leave = new();
        Task<(string? Code, JsonElement Answer)> left = program.CallAsync("stop_instance", new { targetInstance = instance }, leave.Token);
        string first = (await WaitingAsync(owner)).GetProperty("id").GetString()!;
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        await StateAsync(owner, first, "withdrawn");

        Task<(string? Code, JsonElement Answer)> call = program.CallAsync("stop_instance", new { targetInstance = instance });
        string second = (await WaitingAsync(owner)).GetProperty("id").GetString()!;
        string token = (await owner.GetAsync("/api/tokens")).Items().Single().GetProperty("id").GetString()!;
        (await owner.DeleteAsync($"/api/tokens/{token}")).ShouldBe(204);
        (await call).Code.ShouldBe("not_signed_in");
        await StateAsync(owner, second, "withdrawn");
        (await owner.StatusOfAsync(instance)).ShouldBe("running");
        await Should.ThrowAsync<Exception>(() => program.CallAsync("get_status", new { targetInstance = instance }));
    }

    [Fact]
    public async Task The_number_of_calls_that_wait_and_their_size_are_limited()
    {
        await using TestServer server = await TestServer.StartAsync(settings: ("Anchorage:Mcp:MaxWaiting", "1"));
        await using Nodes.TestNode node = await Nodes.TestNode.StartAsync(server);
        Person owner = await server.NewPersonAsync();
        string instance = await owner.NewInstanceAsync();
        (await owner.PatchAsync($"/api/instances/{instance}", new { mcpControllable = true })).ShouldBe(200);
        await using McpProgram program = await McpProgram.ConnectAsync(server, await McpProgram.NewTokenAsync(owner));
        (await program.CallAsync("write_file", new { targetInstance = instance, path = "/big", content = new string('x', 65_536) })).Code.ShouldBe("payload_too_large");
        Task<(string? Code, JsonElement Answer)> first = program.CallAsync("stop_instance", new { targetInstance = instance });
        string id = (await WaitingAsync(owner)).GetProperty("id").GetString()!;
        (await program.CallAsync("stop_instance", new { targetInstance = instance })).Code.ShouldBe("mcp_call_limit");
        (await owner.PostAsync($"/api/mcp/calls/{id}/deny")).ShouldBe(200);
        (await first).Code.ShouldBe("mcp_call_denied");
    }

    private static async Task<JsonElement> WaitingAsync(Person owner)
    {
        JsonElement? found = null;
        await Wait.UntilAsync(
            async () => (found = (await owner.GetAsync("/api/mcp/calls")).Items().Cast<JsonElement?>().FirstOrDefault(c => c!.Value.GetProperty("state").GetString() == "waiting")) is not null,
            "a call waits");
        return found!.Value;
    }

    private static Task StateAsync(Person owner, string id, string state) => Wait.UntilAsync(
        async () => (await owner.GetAsync("/api/mcp/calls")).Items().Single(c => c.GetProperty("id").GetString() == id).GetProperty("state").GetString() == state,
        $"the call is {state}");
}
