namespace Anchorage.Cli.Files;

internal sealed record FileEntry(string Name, string? Path, string Kind, long Size, DateTimeOffset ModifiedAt, string Mode, uint Uid, uint Gid, string Etag, string? LinkTarget);
