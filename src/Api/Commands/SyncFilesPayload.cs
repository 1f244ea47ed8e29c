namespace Anchorage.Api.Commands;

internal sealed record SyncFilesPayload(IReadOnlyList<UpdateFilePayload> Files);
