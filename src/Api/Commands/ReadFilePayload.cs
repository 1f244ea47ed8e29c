namespace Anchorage.Api.Commands;

internal sealed record ReadFilePayload(string FilePath, ReadFileOptions? Options = null);
