namespace Anchorage.Api.Commands;

internal sealed record GitReposPayload(string BasePath = "/", int MaxDepth = 5, bool IncludeSubmodules = false);
