namespace Anchorage.Cli.Mcp;

/// <summary>Opens or closes an instance to programs; what is absent stays.</summary>
internal sealed record McpPatch(bool McpControllable, string? McpApproval);
