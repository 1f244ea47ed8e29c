namespace Anchorage.Api.Commands;

internal sealed record BrowsePayload(string Path = "/", bool IncludeFiles = true);
