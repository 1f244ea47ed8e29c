namespace Anchorage.NodeAgent.Commands;

/// <summary>Where a named log comes from: one of the two.</summary>
/// <param name="File">A file in the instance.</param>
/// <param name="Journal">A unit of the instance's journal.</param>
internal sealed record NamedLogSource(string? File = null, string? Journal = null);
