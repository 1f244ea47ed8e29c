namespace Anchorage.Api.Files;

internal sealed record FolderBody(string? Path, bool? Parents);
