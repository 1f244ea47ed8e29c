namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A repository as it stands.</summary>
/// <param name="Repo">Its folder.</param>
/// <param name="Branch">Where it is.</param>
/// <param name="Files">Changed files, by path; at most <see cref="MostFiles"/>.</param>
/// <param name="StagedCount">Files with a change in the index.</param>
/// <param name="UnstagedCount">Files with a change that is not in the index.</param>
/// <param name="ConflictCount">Files that a merge left open.</param>
/// <param name="Total">Changed files.</param>
/// <param name="Remotes">Its remotes.</param>
/// <param name="RecentCommits">The last ten commits, newest first.</param>
public sealed record RepositoryStatus(
    string Repo,
    BranchState Branch,
    IReadOnlyList<GitFile> Files,
    int StagedCount,
    int UnstagedCount,
    int ConflictCount,
    int Total,
    IReadOnlyList<GitRemote> Remotes,
    IReadOnlyList<GitCommit> RecentCommits)
{
    /// <summary>Most files that are listed.</summary>
    public const int MostFiles = 10_000;
}
