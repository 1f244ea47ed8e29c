using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>A machine that is anchored to another account: the former owner sees why it is offline, and loses nothing.</summary>
public sealed class PartingTests
{
    [Fact]
    public async Task A_machine_anchored_to_another_account_has_parted_from_the_former_one_and_finds_it_again()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person first = await server.NewPersonAsync();
        Person second = await server.NewPersonAsync();
        string key = await KeyAsync(first);
        await using TestAgent agent = new(server.Url, key);

        // The server that it comes from is no more: there is nobody to tell, and that hinders nothing.
        agent.Store.Save(new AgentIdentity("elsewhere", "berth", "ada", "http://127.0.0.1:1", null, NodeKey.Create(), null, "hash", TimeProvider.System.GetUtcNow()));
        AgentIdentity former = await agent.EnrollAsync();
        agent.Start();
        await StatusAsync(first, former.NodeId, "online");

        // Anchored anew, the same account has the same row, and nothing has parted.
        await agent.StopAsync();
        (await agent.EnrollAsync(await KeyAsync(first))).NodeId.ShouldBe(former.NodeId);
        former = agent.Store.Load()!;
        agent.Start();
        await StatusAsync(first, former.NodeId, "online");
        (await first.GetAsync($"/api/nodes/{former.NodeId}"))["partedAt"].ShouldBeEmpty();

        AgentIdentity other = await agent.EnrollAsync(await KeyAsync(second));
        (await agent.Ended).ShouldBe(LinkEnd.ReanchorNeeded);
        other.NodeId.ShouldNotBe(former.NodeId);
        Answer left = await first.GetAsync($"/api/nodes/{former.NodeId}");
        (left["status"], left["name"]).ShouldBe(("offline", "berth"));
        left["partedAt"].ShouldNotBeEmpty();
        (await server.Superadmin.AuditAsync($"objectId={former.NodeId}")).Select(e => e.GetProperty("action").GetString()).ShouldContain("node.part");

        // The key that it had is void.
        agent.Start(former);
        (await agent.Ended).ShouldBe(LinkEnd.ReanchorNeeded);

        // Back at the former owner it is the row that it was; now the second one has a row to remove, in one step.
        (await agent.EnrollAsync(key)).NodeId.ShouldBe(former.NodeId);
        agent.Start();
        await StatusAsync(first, former.NodeId, "online");
        (await first.GetAsync($"/api/nodes/{former.NodeId}"))["partedAt"].ShouldBeEmpty();
        (await second.GetAsync($"/api/nodes/{other.NodeId}"))["partedAt"].ShouldNotBeEmpty();
        (await second.DeleteAsync($"/api/nodes/{other.NodeId}")).ShouldBe(204);
        (await second.GetAsync("/api/nodes")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_key_of_a_node_says_farewell_for_it()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        string stranger = NodeKey.Sign(NodeKey.Create(), NodeAgent.Protocol.Nodes.PartRequest.SignedText(node.Id));

        foreach ((object body, int status, string code) in (IEnumerable<(object, int, string)>)
        [
            (new { nodeId = node.Id, signature = stranger }, 403, "node_revoked"),
            (new { nodeId = node.Id, signature = "" }, 403, "node_revoked"),
            (new { nodeId = node.Id }, 403, "node_revoked"),
            (new { nodeId = "../" + node.Id, signature = stranger }, 403, "node_revoked"),
            (new { signature = stranger }, 403, "node_revoked"),
            (new[] { node.Id }, 400, "invalid_json"),
            (new { nodeId = node.Id, signature = new string('A', 5000) }, 413, "payload_too_large"),
        ])
        {
            (await server.Stranger().PostAsync("/agent/part", body)).ShouldBe(status, code);
        }

        Answer still = await server.Superadmin.GetAsync($"/api/nodes/{node.Id}");
        (still["status"], still["partedAt"]).ShouldBe(("online", ""));
    }

    private static async Task<string> KeyAsync(Person owner) => (await owner.PostAsync("/api/nodes/onboarding-keys", new { label = "mine" })).ShouldBe(201)["key"];

    private static Task StatusAsync(Person owner, string node, string status) =>
        Wait.UntilAsync(async () => (await owner.GetAsync($"/api/nodes/{node}"))["status"] == status, $"the node is {status}");
}
