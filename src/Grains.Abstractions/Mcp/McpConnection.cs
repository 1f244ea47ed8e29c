namespace Anchorage.Grains.Abstractions.Mcp;

/// <summary>A program that uses the server by MCP.</summary>
/// <param name="Id">Its session, or for protocols without sessions its token and name.</param>
/// <param name="Client">What it calls itself.</param>
/// <param name="Version">Its version, in its own words.</param>
/// <param name="Protocol">Version of the protocol, a date.</param>
/// <param name="CredentialId">The token that it shows.</param>
/// <param name="ConnectedAt">First request.</param>
/// <param name="LastSeenAt">Last request.</param>
/// <param name="Calls">How many tools it has called.</param>
[GenerateSerializer, Immutable, Alias("anchorage.McpConnection")]
public sealed record McpConnection(
    [property: Id(0)] string Id,
    [property: Id(1)] string Client,
    [property: Id(2)] string Version,
    [property: Id(3)] string Protocol,
    [property: Id(4)] string CredentialId,
    [property: Id(5)] DateTimeOffset ConnectedAt,
    [property: Id(6)] DateTimeOffset LastSeenAt,
    [property: Id(7)] int Calls);
