namespace Anchorage.Api.Commands;

internal sealed record GitCommitPayload(string RepoPath, string Message, string? Author = null);
