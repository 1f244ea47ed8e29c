namespace Anchorage.Api.Git;

internal sealed record CommitBody(string? Repo, string? Message, string? Author);
