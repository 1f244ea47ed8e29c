namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>First text frame of a chunk that is taken; the answer to one that was given.</summary>
/// <param name="File">Which file.</param>
/// <param name="Index">Which chunk.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Checksum">Its SHA-256, hex.</param>
/// <param name="Transfer">How the transfer stands after a chunk that was given; null before one that is taken.</param>
public sealed record ChunkReport(int File, int Index, int Size, string Checksum, TransferReport? Transfer);
