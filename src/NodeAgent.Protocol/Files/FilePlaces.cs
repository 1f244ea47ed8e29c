namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Several objects of one folder.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Names">Names in it; empty for all of the folder.</param>
public sealed record FilePlaces(string? Path, IReadOnlyList<string> Names);
