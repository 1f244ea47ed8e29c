namespace Anchorage.Api.Commands;

internal sealed record GitPullPayload(string RepoPath, string? Remote = null, string? Branch = null);
