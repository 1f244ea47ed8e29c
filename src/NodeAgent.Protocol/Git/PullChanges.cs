namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Fetch and merge.</summary>
/// <param name="Repo">The repository.</param>
/// <param name="Remote">Name of a remote; null for the one that the branch follows, else <c>origin</c>.</param>
/// <param name="Branch">A branch there; null for the one that is followed.</param>
public sealed record PullChanges(string Repo, string? Remote, string? Branch);
