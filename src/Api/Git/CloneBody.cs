namespace Anchorage.Api.Git;

internal sealed record CloneBody(string? Url, string? Path, string? Branch);
