namespace Anchorage.Cli.Git;

internal sealed record GitCommitRequest(string Repo, string Message, string? Author);
