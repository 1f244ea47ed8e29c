namespace Anchorage.Api.Commands;

internal sealed record CopyPayload(string SourcePath, string TargetPath, CopyOptions? Options = null);
