namespace Anchorage.Cli.Git;

internal sealed record GitStatus(GitBranchState Branch, IReadOnlyList<GitFile> Files, int Total);
