namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Every file below a folder, by path.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Files">The files.</param>
/// <param name="Folders">Paths of the folders.</param>
/// <param name="Skipped">Things that could not be read.</param>
/// <param name="Truncated">True when the node's limit of entries or time was reached.</param>
public sealed record TreeListing(string Path, IReadOnlyList<TreeFile> Files, IReadOnlyList<string> Folders, int Skipped, bool Truncated);
