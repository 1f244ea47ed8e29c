namespace Anchorage.Api.Commands;

internal sealed record GitFilesPayload(string RepoPath, string[] Files);
