namespace Anchorage.Cli.Git;

internal sealed record GitBranch(string Name, bool Current, string Hash, string? Tracking, string Message);
