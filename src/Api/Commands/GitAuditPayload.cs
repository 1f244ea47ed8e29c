namespace Anchorage.Api.Commands;

internal sealed record GitAuditPayload(int Limit = 50, string? RepoPath = null);
