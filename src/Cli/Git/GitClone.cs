namespace Anchorage.Cli.Git;

internal sealed record GitClone(string Url, string Path, string? Branch);
