namespace Anchorage.Cli.Git;

internal sealed record GitInit(string Path);
