namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Go to a branch.</summary>
/// <param name="Repo">The repository.</param>
/// <param name="Branch">Its name; one that only a remote has is made here and follows it.</param>
/// <param name="Create">True to make a new one.</param>
/// <param name="From">Branch or commit that a new one begins at; null for the present one.</param>
public sealed record SwitchBranch(string Repo, string Branch, bool Create, string? From);
