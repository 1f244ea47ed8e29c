namespace Anchorage.Api.Commands;

internal sealed record TreePayload(string Path, string[]? ExcludePatterns = null);
