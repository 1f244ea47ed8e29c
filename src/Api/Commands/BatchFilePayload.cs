namespace Anchorage.Api.Commands;

internal sealed record BatchFilePayload(string FilePath, string Content, string Encoding = "utf8", string? Checksum = null, bool Backup = true);
