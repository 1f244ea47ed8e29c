namespace Anchorage.Api.Commands;

internal sealed record UpdateFilePayload(string FilePath, string Content, string Encoding = "utf8", bool Backup = true);
