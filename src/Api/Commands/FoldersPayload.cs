namespace Anchorage.Api.Commands;

internal sealed record FoldersPayload(string BasePath = "/", bool Recursive = false);
