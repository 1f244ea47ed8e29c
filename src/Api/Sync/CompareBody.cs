namespace Anchorage.Api.Sync;

internal sealed record CompareBody(string? SourceInstanceId, string? DestinationInstanceId, string? SourcePath, string? TargetPath, CompareWishes? Options);
