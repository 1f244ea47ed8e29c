namespace Anchorage.Api.Git;

internal sealed record PullBody(string? Repo, string? Remote, string? Branch);
