namespace Anchorage.Api.Git;

internal sealed record StageBody(string? Repo, IReadOnlyList<string>? Files);
