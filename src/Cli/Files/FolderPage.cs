namespace Anchorage.Cli.Files;

internal sealed record FolderPage(string Path);
