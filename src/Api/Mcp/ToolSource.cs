namespace Anchorage.Api.Mcp;

/// <summary>The instance that a tool between two instances takes from.</summary>
/// <param name="Caller">Whose rights count there; carries the call that its owner approved.</param>
/// <param name="Instance">Its id.</param>
internal sealed record ToolSource(Caller Caller, string Instance);
