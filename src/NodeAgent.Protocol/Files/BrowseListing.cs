namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Folders first, then names.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Items">What is in it.</param>
/// <param name="Truncated">True when there is more than is shown.</param>
public sealed record BrowseListing(string Path, IReadOnlyList<BrowseItem> Items, bool Truncated);
