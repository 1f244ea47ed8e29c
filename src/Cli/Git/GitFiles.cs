namespace Anchorage.Cli.Git;

internal sealed record GitFiles(string Repo, IReadOnlyList<string> Files);
