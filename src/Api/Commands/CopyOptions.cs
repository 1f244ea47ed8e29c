namespace Anchorage.Api.Commands;

internal sealed record CopyOptions(string[]? Exclude = null, bool CreateBackups = true);
