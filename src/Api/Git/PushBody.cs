namespace Anchorage.Api.Git;

internal sealed record PushBody(string? Repo, string? Remote, string? Branch, bool? Force);
