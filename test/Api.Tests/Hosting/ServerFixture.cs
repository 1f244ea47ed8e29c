using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

[assembly: AssemblyFixture(typeof(ServerFixture))]

namespace Anchorage.Api.Tests.Hosting;

/// <summary>One server with one large shared node for all tests that change nothing but objects of people of their own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    internal TestNode Node { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync();
        Node = await TestNode.StartAsync(Server, settings: new { maxContainers = 1000 });
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Server.DisposeAsync();
    }
}
