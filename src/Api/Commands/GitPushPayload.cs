namespace Anchorage.Api.Commands;

internal sealed record GitPushPayload(string RepoPath, string? Remote = null, string? Branch = null, bool Force = false);
