namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>List branches.</summary>
/// <param name="Repo">The repository.</param>
/// <param name="Remote">True to list those of remotes too.</param>
public sealed record ListBranches(string Repo, bool Remote);
