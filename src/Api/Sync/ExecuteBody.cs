namespace Anchorage.Api.Sync;

/// <param name="Items">Chosen items of a comparison, as it told them.</param>
internal sealed record ExecuteBody(string? SourceInstanceId, string? DestinationInstanceId, string? SourcePath, string? TargetPath, IReadOnlyList<ExecuteItem>? Items, ExecuteWishes? Options);
