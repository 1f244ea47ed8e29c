using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>A new key pair for a node, asked for by a person.</summary>
public sealed class NodeKeyTests
{
    [Fact, Trait("case", "K-04")]
    public async Task An_agent_makes_a_new_key_on_demand_and_comes_back_with_it()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);

        (await server.Superadmin.PostAsync($"/api/nodes/{node.Id}/rotate-key")).ShouldBe(204);

        await node.DisconnectAsync(server);
        (await server.Superadmin.PostAsync($"/api/nodes/{node.Id}/rotate-key")).ShouldBe(503, "node_offline");
        await node.ConnectAsync(server);
        string[] actions = [.. (await server.Superadmin.AuditAsync($"objectId={node.Id}")).Select(e => e.GetProperty("action").GetString()!)];
        actions.ShouldContain("node.key.rotate");
        actions.ShouldContain("node.key.replace");
    }
}
