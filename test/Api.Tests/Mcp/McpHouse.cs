using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Mcp;

/// <summary>A server with a node, for the tests of MCP.</summary>
public sealed class McpHouse : IAsyncLifetime
{
    internal TestNode Node { get; private set; } = null!;

    internal TestServer Server { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync();
        Node = await TestNode.StartAsync(Server);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Somebody with an instance that is open to programs, and a program of theirs.</summary>
    internal async Task<(Person Owner, string Instance, McpProgram Program)> OpenAsync(string approval = "off", string? version = null)
    {
        Person owner = await Server.NewPersonAsync();
        string instance = await owner.NewInstanceAsync();
        (await owner.PatchAsync($"/api/instances/{instance}", new { mcpControllable = true, mcpApproval = approval })).ShouldBe(200);
        return (owner, instance, await McpProgram.ConnectAsync(Server, await McpProgram.NewTokenAsync(owner), version));
    }
}
