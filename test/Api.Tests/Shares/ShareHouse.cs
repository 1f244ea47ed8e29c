using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Shares;

/// <summary>A server with a node, for the tests of shares.</summary>
public sealed class ShareHouse : IAsyncLifetime
{
    private TestNode _node = null!;

    internal TestNode Node => _node;

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

    /// <summary>Shares one instance.</summary>
    /// <param name="permission">The only permission; null for all.</param>
    internal async Task ShareAsync(Person owner, Person friend, string instance, string? permission)
    {
        string[]? permissions = permission is null ? null : [permission];
        (await owner.PostAsync("/api/cloud/shares/save", new { shareeId = friend.Name, instanceId = instance, permissions })).ShouldBe(200);
        await Gateway.Wait.UntilAsync(async () => (await friend.GetAsync($"/api/instances/{instance}")).Status == 200, "the share counts");
    }
}
