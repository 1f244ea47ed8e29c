using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Mcp;

namespace Anchorage.Grains.Mcp;

/// <summary>What is stored of a user's dealings by MCP: what was asked and became of it, never the arguments.</summary>
public sealed record McpState
{
    /// <summary>Oldest first.</summary>
    public ImmutableArray<McpCallInfo> Calls { get; init; } = [];
}
