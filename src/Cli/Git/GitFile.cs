namespace Anchorage.Cli.Git;

internal sealed record GitFile(string Path, string? OriginalPath, string Index, string WorkingTree);
