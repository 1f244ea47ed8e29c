namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>A file of a transfer, as it is noted.</summary>
/// <param name="Path">As it was asked for.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ChunkSize">Bytes of each chunk but the last.</param>
/// <param name="Checksum">SHA-256 that the whole must have; null when nobody said.</param>
/// <param name="Temporary">Uploads: name of the new content beside the file; null for downloads.</param>
/// <param name="Etag">Downloads: what the file must still be; null for uploads.</param>
internal sealed record TransferFile(string Path, long Size, int ChunkSize, string? Checksum, string? Temporary, string? Etag);
