namespace Anchorage.Cli.Git;

internal sealed record GitBranchState(string? Current, string? Head, string? Tracking, int Ahead, int Behind);
