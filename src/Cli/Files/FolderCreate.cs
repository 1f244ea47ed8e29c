namespace Anchorage.Cli.Files;

internal sealed record FolderCreate(string Path, bool Parents);
