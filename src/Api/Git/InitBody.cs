namespace Anchorage.Api.Git;

internal sealed record InitBody(string? Path);
