namespace Anchorage.Api.Files;

/// <param name="Size">Bytes; not for a download.</param>
/// <param name="Checksum">SHA-256 of the content, hex, when it is known.</param>
internal sealed record TransferFileBody(string? Path, long? Size, string? Checksum);
