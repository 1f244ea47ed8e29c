namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Branches: those of the repository first, each by name.</summary>
/// <param name="Items">The branches, at most 5000.</param>
public sealed record BranchList(IReadOnlyList<GitBranch> Items);
