namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>A line of a transfer's notes: its header, a chunk, a checksum or its end.</summary>
/// <param name="Header">First line.</param>
/// <param name="File">Which file, for a chunk or a checksum.</param>
/// <param name="Chunk">Which chunk was carried; null for a checksum.</param>
/// <param name="Digest">SHA-256 of the chunk, or of the whole file.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="At">When.</param>
internal sealed record TransferNote(
    TransferHeader? Header = null, int? File = null, int? Chunk = null, string? Digest = null, string? Status = null, string? Error = null, DateTimeOffset? At = null);
