namespace Anchorage.Api.Files;

/// <summary>A chunk as system D sends it.</summary>
/// <param name="FileIndex">Which file, from 0.</param>
/// <param name="ChunkIndex">Which chunk, from 0.</param>
/// <param name="Data">Its bytes in base64.</param>
/// <param name="Checksum">SHA-256 of its bytes, hex; null to have it made here, which only finds what changes between here and the node.</param>
internal sealed record ChunkBody(int? FileIndex, int? ChunkIndex, string? Data, string? Checksum);
