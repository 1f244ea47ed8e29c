using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Shares;

/// <summary>A server with a node, for the tests of shares.</summary>
public sealed class ShareHouse : IAsyncLifetime
{
    private TestNode _node = null!;

    internal TestServer Server { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync();
        _node = await TestNode.StartAsync(Server);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Somebody with an instance, and somebody without.</summary>
    internal async Task<(Person Owner, Person Friend, string Instance)> PairAsync()
    {
        Person owner = await Server.NewPersonAsync();
        return (owner, await Server.NewPersonAsync(), await owner.NewInstanceAsync());
    }
}
