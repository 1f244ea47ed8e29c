namespace Anchorage.Api.Mcp;

/// <summary>In the shape of system D (inventory D6).</summary>
internal sealed record McpConnectionList(bool Success, IReadOnlyList<CloudMcpConnection> Connections, IReadOnlyList<ControllableInstance> Instances);
