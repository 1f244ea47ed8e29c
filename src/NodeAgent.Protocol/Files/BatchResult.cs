using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What became of one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Size">Bytes; 0 when it failed.</param>
/// <param name="Checksum">SHA-256 of what is there now, hex; null when it failed.</param>
/// <param name="Etag">Of the file as it is now; null when it failed.</param>
/// <param name="Unchanged">True when the content was there already.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record BatchResult(string Path, long Size, string? Checksum, string? Etag, bool Unchanged, LinkError? Error);
