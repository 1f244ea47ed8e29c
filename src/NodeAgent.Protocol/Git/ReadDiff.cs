namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>What differs.</summary>
/// <param name="Repo">The repository.</param>
/// <param name="Path">One file or folder; null for all. A file that git does not know yet is shown as new.</param>
/// <param name="Staged">True for what is in the index, false for what is not.</param>
/// <param name="Commit">A commit whose changes are wanted instead; null for the working tree.</param>
public sealed record ReadDiff(string Repo, string? Path, bool Staged, string? Commit);
