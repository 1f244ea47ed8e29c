namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Every file below a folder, by path.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Files">The files.</param>
/// <param name="Folders">Paths of the folders.</param>
/// <param name="Skipped">Things that could not be read.</param>
/// <param name="Truncated">True when the node's limit of entries or time was reached.</param>
/// <param name="Unreadable">Paths of what could not be read, the first thousand; null from agents before it was there.</param>
/// <param name="Began">The node's clock at the beginning, in milliseconds since 1970.</param>
/// <param name="Ended">The same at the end.</param>
public sealed record TreeListing(
    string Path, IReadOnlyList<TreeFile> Files, IReadOnlyList<string> Folders, int Skipped, bool Truncated, IReadOnlyList<string>? Unreadable = null, long? Began = null, long? Ended = null);
