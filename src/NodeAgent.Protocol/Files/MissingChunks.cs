namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>The chunks of a file that were not carried yet.</summary>
/// <param name="File">Which file, from 0.</param>
/// <param name="Path">Its path.</param>
/// <param name="Chunks">The chunks, from 0.</param>
public sealed record MissingChunks(int File, string Path, IReadOnlyList<int> Chunks);
