namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A page of history, newest first.</summary>
/// <param name="Items">Its commits.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
public sealed record CommitLog(IReadOnlyList<GitCommit> Items, string? NextCursor);
