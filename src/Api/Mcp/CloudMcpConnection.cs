using Anchorage.Grains.Abstractions.Mcp;

namespace Anchorage.Api.Mcp;

/// <summary>A connected program in the shape of system D.</summary>
/// <param name="ConnectedAt">Milliseconds since 1970, as in system D.</param>
/// <param name="LastActivity">Milliseconds since 1970.</param>
internal sealed record CloudMcpConnection(string ConnectionId, string ConnectionType, string Client, string Version, string Protocol, string TokenId, long ConnectedAt, long LastActivity, int Calls)
{
    public static CloudMcpConnection Of(McpConnection c) => new(
        c.Id, "mcp_client", c.Client, c.Version, c.Protocol, c.CredentialId, c.ConnectedAt.ToUnixTimeMilliseconds(), c.LastSeenAt.ToUnixTimeMilliseconds(), c.Calls);
}
