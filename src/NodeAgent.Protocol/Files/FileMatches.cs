namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What a search found.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Items">Matches, in the order of the folders.</param>
/// <param name="Seen">Objects that were looked at.</param>
/// <param name="Complete">False when a limit ended the search.</param>
public sealed record FileMatches(string Path, IReadOnlyList<FileMatch> Items, int Seen, bool Complete);
