namespace Anchorage.Api.Commands;

internal sealed record GitBranchesPayload(string RepoPath, bool IncludeRemote = true);
