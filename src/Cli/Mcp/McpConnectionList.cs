using System.Text.Json;

namespace Anchorage.Cli.Mcp;

/// <summary>Answer of /api/cloud/mcp-connections as far as it is used here.</summary>
internal sealed record McpConnectionList(IReadOnlyList<JsonElement> Connections);
