using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>Names of nodes are unique: machines made from one image call themselves alike.</summary>
public sealed class NodeNameTests
{
    [Fact]
    public async Task Machines_of_one_name_get_a_number_and_keep_it()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person owner = await server.NewPersonAsync();
        await using TestNode first = await TestNode.StartAsync(server);
        await using TestNode second = await TestNode.StartAsync(server, owner);
        await using TestNode third = await TestNode.StartAsync(server);

        (await NameAsync(server, first)).ShouldBe("berth");
        (await NameAsync(server, second)).ShouldBe("berth-2");
        (await NameAsync(server, third)).ShouldBe("berth-3");

        await second.EnrollAgainAsync();
        (await NameAsync(server, second)).ShouldBe("berth-2");
    }

    [Fact]
    public async Task A_name_that_somebody_chooses_must_be_free()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode first = await TestNode.StartAsync(server);
        await using TestNode second = await TestNode.StartAsync(server);

        (await server.Superadmin.PatchAsync($"/api/nodes/{second.Id}", new { name = "Berth" })).ShouldBe(409, "node_name_taken")["detail"].ShouldContain("Berth");
        (await server.Superadmin.PatchAsync($"/api/nodes/{second.Id}", new { name = "quay", draining = true })).ShouldBe(200);
        (await server.Superadmin.PatchAsync($"/api/nodes/{first.Id}", new { name = "quay", draining = true })).ShouldBe(409, "node_name_taken");
        (await server.Superadmin.GetAsync($"/api/nodes/{first.Id}"))["draining"].ShouldBe("False");
        (await server.Superadmin.PatchAsync($"/api/nodes/{second.Id}", new { name = "quay" })).ShouldBe(200);

        // What is given up is free again.
        await using TestNode third = await TestNode.StartAsync(server);
        (await NameAsync(server, third)).ShouldBe("berth-2");
        (await server.Superadmin.DeleteAsync($"/api/nodes/{second.Id}")).ShouldBe(204);
        (await server.Superadmin.PatchAsync($"/api/nodes/{first.Id}", new { name = "quay" })).ShouldBe(200);
    }

    private static async Task<string> NameAsync(TestServer server, TestNode node) => (await server.Superadmin.GetAsync($"/api/nodes/{node.Id}"))["name"];
}
