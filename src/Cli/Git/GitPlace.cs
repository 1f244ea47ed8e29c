namespace Anchorage.Cli.Git;

internal sealed record GitPlace(string Repo);
