using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>Onboarding keys of somebody who is no account: whoever sits at the server's own machine.</summary>
public sealed class OnboardingKeyTests
{
    [Fact]
    public async Task A_key_made_at_the_admin_socket_lets_machines_in_until_it_is_revoked()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person person = await server.NewPersonAsync();
        Answer key = (await server.Operator.PostAsync("/api/nodes/onboarding-keys", new { label = "berths" })).ShouldBe(201);
        await using TestAgent late = new(server.Url, key["key"]);

        // The administrators keep such a machine: it belongs to none of them, and nobody else sees it before it is shared.
        await using TestNode node = await TestNode.StartAsync(server, server.Operator);
        (await server.Superadmin.GetAsync($"/api/nodes/{node.Id}")).ShouldBe(200)["owner.id"].ShouldBe("local-admin");
        (await person.GetAsync($"/api/nodes/{node.Id}")).ShouldBe(404, "node_not_found");
        (await server.Superadmin.PatchAsync($"/api/nodes/{node.Id}", new { shared = true })).ShouldBe(200);
        string instance = await person.NewInstanceAsync(nodeId: node.Id);
        (await person.StatusOfAsync(instance)).ShouldBe("running");
        await node.EnrollAgainAsync();

        (await server.Operator.DeleteAsync($"/api/nodes/onboarding-keys/{key["onboardingKey.id"]}")).ShouldBe(204);
        (await Should.ThrowAsync<ServerRefusedException>(late.EnrollAsync())).Code.ShouldBe("invalid_onboarding_key");
        (await server.Superadmin.GetAsync("/api/nodes")).Items().Length.ShouldBe(1);
    }
}
