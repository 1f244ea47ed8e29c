namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What was removed.</summary>
/// <param name="Removed">Number of entries.</param>
public sealed record TrashEmptied(int Removed);
