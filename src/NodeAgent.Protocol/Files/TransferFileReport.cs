namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A file of a transfer.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Chunks">Number of chunks; 0 for an empty file.</param>
/// <param name="ChunkSize">Bytes of each chunk but the last.</param>
/// <param name="Status"><c>pending</c>, <c>transferring</c> or <c>completed</c>.</param>
/// <param name="TransferredChunks">Chunks that were carried.</param>
/// <param name="Checksum">SHA-256 of the content, hex, once it is known.</param>
public sealed record TransferFileReport(string Path, long Size, int Chunks, int ChunkSize, string Status, int TransferredChunks, string? Checksum);
