namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Where a repository is.</summary>
/// <param name="Current">Branch; null when a commit is checked out instead.</param>
/// <param name="Head">Hash of the commit; null before the first one.</param>
/// <param name="Tracking">Branch that it follows, such as <c>origin/main</c>; null when none.</param>
/// <param name="Ahead">Commits that the tracked branch lacks, as far as is known here.</param>
/// <param name="Behind">Commits of the tracked branch that are not here, as far as is known here.</param>
public sealed record BranchState(string? Current, string? Head, string? Tracking, int Ahead, int Behind);
