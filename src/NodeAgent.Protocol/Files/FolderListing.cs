namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A page of a folder.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Items">Its entries.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="Total">Entries of the folder.</param>
public sealed record FolderListing(string Path, IReadOnlyList<FileEntry> Items, string? NextCursor, int Total);
