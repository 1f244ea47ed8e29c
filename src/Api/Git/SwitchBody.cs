namespace Anchorage.Api.Git;

internal sealed record SwitchBody(string? Repo, string? Branch, bool? Create, string? From);
