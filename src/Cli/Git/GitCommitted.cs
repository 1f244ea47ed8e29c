namespace Anchorage.Cli.Git;

internal sealed record GitCommitted(string CommitHash);
