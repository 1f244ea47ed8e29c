namespace Anchorage.Api.Commands;

internal sealed record GitDiffPayload(string RepoPath, string? FilePath = null, bool Staged = false, string? CommitHash = null);
