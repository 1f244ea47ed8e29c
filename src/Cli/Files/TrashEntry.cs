namespace Anchorage.Cli.Files;

internal sealed record TrashEntry(string Id, string Path, string Kind, long Size, DateTimeOffset DeletedAt);
