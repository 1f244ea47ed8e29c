using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.Api.Tests.Instances;

public sealed class LifecycleTests(ServerFixture fixture)
{
    private TestServer Server => fixture.Server;

    [Fact, Trait("case", "K-14")]
    public async Task What_is_already_so_makes_no_work()
    {
        Person person = await Server.NewPersonAsync();
        string id = await person.NewInstanceAsync();

        Answer running = (await person.PostAsync($"/api/instances/{id}/start")).ShouldBe(200);
        running.Json.GetProperty("operation").ValueKind.ShouldBe(JsonValueKind.Null);
        await person.EndOfAsync((await person.PostAsync($"/api/instances/{id}/stop")).ShouldBe(202));
        Answer stopped = (await person.PostAsync($"/api/instances/{id}/stop")).ShouldBe(200);
        stopped["instance.status"].ShouldBe("stopped");
        await person.EndOfAsync((await person.DeleteAsync($"/api/instances/{id}?purge=true")).ShouldBe(202));
        (await person.DeleteAsync($"/api/instances/{id}")).ShouldBe(404, "instance_not_found");

        fixture.Node.Requests.Count(r => r.Json.Contains(id, StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact, Trait("case", "K-16")]
    public async Task While_its_node_is_away_an_instance_is_offline_and_afterwards_as_it_is()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        string id = await person.NewInstanceAsync();

        await node.DisconnectAsync(server);
        await person.WaitForStatusAsync(id, "offline");
        (await person.PostAsync($"/api/instances/{id}/stop")).ShouldBe(503, "node_offline");
        (await person.GetAsync($"/api/instances/{id}"))["desired"].ShouldBe("running");

        node.StopByHand(id, tell: false);
        await node.ConnectAsync(server);
        await person.WaitForStatusAsync(id, "stopped");
    }

    [Fact]
    public async Task A_container_that_is_stopped_by_hand_shows_as_stopped()
    {
        Person person = await Server.NewPersonAsync();
        string id = await person.NewInstanceAsync();

        fixture.Node.StopByHand(id, tell: true);

        await person.WaitForStatusAsync(id, "stopped");
        await Wait.UntilAsync(async () => (await person.AuditAsync($"objectId={id}&action=instance.drift")).Length == 1, "the drift is in the audit");
    }

    [Fact, Trait("case", "K-24")]
    public async Task An_error_of_the_agent_fails_the_work_with_its_reason_and_a_warning_does_not()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        node.Outcome = id => new WorkCompleted(id, false, false, "image_pull_failed", "manifest unknown: no such tag", null, null);

        Answer made = (await person.PostAsync("/api/instances", new { name = "broken" })).ShouldBe(202);
        JsonElement operation = await person.EndOfAsync(made);

        operation.GetProperty("state").GetString().ShouldBe("failed");
        operation.GetProperty("error").GetProperty("message").GetString().ShouldBe("manifest unknown: no such tag");
        operation.GetProperty("progressPercent").GetInt32().ShouldBeLessThan(100);
        Answer instance = await person.GetAsync("/api/instances/broken");
        instance["status"].ShouldBe("failed");
        instance["error.code"].ShouldBe("image_pull_failed");
        (await person.PostAsync("/api/instances/broken/start")).ShouldBe(409, "instance_failed");

        node.Outcome = _ => null;
        await person.EndOfAsync((await person.DeleteAsync("/api/instances/broken?purge=true")).ShouldBe(202));
        await person.NewInstanceAsync("broken");
    }

    [Fact]
    public async Task One_idempotency_key_makes_one_instance()
    {
        Person person = await Server.NewPersonAsync();
        string key = Guid.NewGuid().ToString();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => person.PostAsync("/api/instances", new { name = "once" }, key)));

        answers.ShouldAllBe(a => a.Status == 202);
        answers.Select(a => a["operation.id"]).Distinct().Count().ShouldBe(1);
        await person.EndOfAsync(answers[0]);
        (await person.PostAsync("/api/instances", new { name = "twice" }, key)).ShouldBe(409, "idempotency_key_reused");
        (await person.PostAsync("/api/instances", new { name = "odd" }, "a key with spaces")).ShouldBe(400, "idempotency_key_invalid");
        (await person.PostAsync("/api/instances", new { name = "odd" }, new string('k', 65))).ShouldBe(400, "idempotency_key_invalid");
        (await person.GetAsync("/api/instances")).Items().Length.ShouldBe(1);

        // A key is its owner's: somebody else's request with it is another one.
        Person other = await Server.NewPersonAsync();
        (await other.PostAsync("/api/instances", new { name = "other" }, key)).ShouldBe(202)["operation.id"].ShouldNotBe(answers[0]["operation.id"]);
    }

    [Fact, Trait("case", "P-11")]
    public async Task Progress_never_falls_and_a_hundred_means_done()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Gate = gate.Task;
        await using EventReader events = await EventReader.SseAsync(person);

        Answer made = (await person.PostAsync("/api/instances", new { })).ShouldBe(202);
        await Wait.UntilAsync(async () => (await person.GetAsync($"/api/operations/{made["operation.id"]}"))["step"] == "accepted", "the agent accepted");
        (await person.PostAsync($"/api/instances/{made["instance.id"]}/stop")).ShouldBe(409, "operation_in_progress");
        gate.SetResult();
        await events.UntilAsync(e => e.Name == "operation.updated" && e.Payload.GetProperty("state").GetString() == "succeeded");

        JsonElement[] seen = [.. events.Seen.Where(e => e.Name == "operation.updated").Select(e => e.Payload)];
        int[] percents = [.. seen.Select(o => o.GetProperty("progressPercent").GetInt32())];
        percents.ShouldBeInOrder();
        seen.ShouldAllBe(o => (o.GetProperty("progressPercent").GetInt32() == 100) == (o.GetProperty("state").GetString() == "succeeded"));
    }

    [Theory, Trait("case", "K-18")]
    [InlineData("two keys")]
    [InlineData("options")]
    [InlineData("private")]
    [InlineData("huge")]
    [InlineData("text")]
    [InlineData("control")]
    [InlineData("short rsa")]
    public async Task What_is_not_one_plain_public_key_is_refused(string kind)
    {
        Person person = await Server.NewPersonAsync();
        string good = PersonActions.NewSshKey();
        string key = kind switch
        {
            "two keys" => good + "\n" + PersonActions.NewSshKey(),
            "options" => "command=\"/bin/sh\" " + good,
            "private" => "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END OPENSSH PRIVATE KEY-----",
            "huge" => good + new string('x', 100_000),
            "control" => good + "\u0000",
            "short rsa" => "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7",
            _ => "not a key at all",
        };

        (await person.PostAsync("/api/users/me/ssh-keys", new { label = "bad", publicKey = key })).ShouldBe(400, "invalid_ssh_key");
        (await person.PostAsync("/api/instances", new { name = "web", sshPublicKey = key })).ShouldBe(400, "invalid_ssh_key");

        (await person.GetAsync("/api/users/me/ssh-keys")).Items().ShouldBeEmpty();
        (await person.GetAsync("/api/instances")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_is_stored_once_and_reaches_the_running_instances()
    {
        Person person = await Server.NewPersonAsync();
        string id = await person.NewInstanceAsync();
        string key = PersonActions.NewSshKey();

        Answer added = (await person.PostAsync("/api/users/me/ssh-keys", new { label = "laptop", publicKey = key })).ShouldBe(201);
        added["fingerprint"].ShouldStartWith("SHA256:");
        (await person.PostAsync("/api/users/me/ssh-keys", new { label = "again", publicKey = key })).ShouldBe(409, "ssh_key_exists");

        string blob = key.Split(' ')[1];
        await Wait.UntilAsync(() => fixture.Node.Requests.Any(r => r.Type == "instance.keys" && r.Json.Contains(id, StringComparison.Ordinal) && r.Json.Contains(blob[..40], StringComparison.Ordinal)));
        (await person.DeleteAsync($"/api/users/me/ssh-keys/{added["id"]}")).ShouldBe(204);
        (await person.GetAsync("/api/users/me/ssh-keys")).Items().ShouldBeEmpty();
    }

    [Theory, Trait("case", "P-08")]
    [InlineData("memoryMb", "127", false)]
    [InlineData("memoryMb", "128", true)]
    [InlineData("memoryMb", "262144", true)]
    [InlineData("memoryMb", "262145", false)]
    [InlineData("cpus", "0.05", false)]
    [InlineData("cpus", "0.1", true)]
    [InlineData("cpus", "64", true)]
    [InlineData("cpus", "65", false)]
    [InlineData("pids", "63", false)]
    [InlineData("pids", "64", true)]
    [InlineData("pids", "131072", true)]
    [InlineData("pids", "131073", false)]
    [InlineData("pids", "0", true)]
    public async Task Limits_have_a_range_and_zero_is_the_default(string field, string value, bool taken)
    {
        Person person = await Server.NewPersonAsync();
        string id = await person.NewInstanceAsync();

        Answer answer = await person.SendAsync(HttpMethod.Patch, $"/api/instances/{id}", PersonActions.Raw($$$"""{"limits":{"{{{field}}}":{{{value}}}}}"""));

        answer.ShouldBe(taken ? 200 : 400);
        if (taken && value != "0")
        {
            answer["limits." + field].ShouldBe(value);
        }
    }
}
