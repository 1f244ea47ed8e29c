namespace Anchorage.Cli.Git;

internal sealed record GitFailedFile(string Path, string Error);
