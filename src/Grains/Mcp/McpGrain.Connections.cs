using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Events;

namespace Anchorage.Grains.Mcp;

/// <content>The programs of the user. Kept in memory: after a restart they come again.</content>
public sealed partial class McpGrain
{
    private const int MaxConnections = 64;
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, McpConnection> _connections = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ImmutableArray<McpConnection>> ListConnections(Caller caller)
    {
        await authoriser.Require(caller, Permissions.ReadInstance, new ResourceRef("instance", null, UserId));
        return [.. _connections.Values.Where(c => Now - c.LastSeenAt < ConnectionLife).OrderByDescending(static c => c.LastSeenAt).ThenBy(static c => c.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task Seen(McpConnection connection, bool called)
    {
        bool known = _connections.TryGetValue(connection.Id, out McpConnection? former);
        if (!known && _connections.Count >= MaxConnections)
        {
            _connections.Remove(_connections.Values.MinBy(static c => c.LastSeenAt)!.Id);
        }

        _connections[connection.Id] = connection with
        {
            ConnectedAt = former?.ConnectedAt ?? Now,
            LastSeenAt = Now,
            Calls = (former?.Calls ?? 0) + (called ? 1 : 0),
        };
        if (!known || called)
        {
            await TellConnections();
        }
    }

    /// <inheritdoc/>
    public Task Gone(string connectionId) => _connections.Remove(connectionId) ? TellConnections() : Task.CompletedTask;

    private Task TellConnections() => events.Publish(EventNames.McpConnectionsUpdated, UserId + "/mcp", new UserPayload(UserId), UserId, administrators: false);
}
