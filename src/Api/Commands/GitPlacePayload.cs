namespace Anchorage.Api.Commands;

internal sealed record GitPlacePayload(string RepoPath);
