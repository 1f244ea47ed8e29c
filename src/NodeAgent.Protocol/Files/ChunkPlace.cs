namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A chunk of a transfer.</summary>
/// <param name="Owner">The account that asks.</param>
/// <param name="TransferId">The transfer.</param>
/// <param name="File">Which of its files, from 0.</param>
/// <param name="Index">Which chunk, from 0.</param>
/// <param name="Checksum">SHA-256 of the chunk that follows, hex; null when a chunk is taken.</param>
public sealed record ChunkPlace(string Owner, string TransferId, int File, int Index, string? Checksum);
