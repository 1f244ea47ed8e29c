namespace Anchorage.Api.Commands;

internal sealed record ReadFileOptions(string Encoding = "auto", bool IncludeMetadata = true, long MaxSize = 8 * 1024 * 1024);
