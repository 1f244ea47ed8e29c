namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Make a folder.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Parents">True to make missing folders above it, and to take one that is there.</param>
public sealed record MakeFolder(string Path, bool Parents);
