namespace Anchorage.Cli.Mcp;

/// <summary>A connected program; times are milliseconds since 1970.</summary>
internal sealed record McpConnection(string ConnectionId, string Client, string? Version, string? Protocol, string? TokenId, long LastActivity, int Calls);
