namespace Anchorage.Cli.Git;

internal sealed record GitStaged(IReadOnlyList<string> Done, IReadOnlyList<GitFailedFile> Failed);
