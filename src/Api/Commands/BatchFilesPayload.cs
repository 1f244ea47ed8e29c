namespace Anchorage.Api.Commands;

internal sealed record BatchFilesPayload(IReadOnlyList<BatchFilePayload> Files, BatchOptions? Options = null);
