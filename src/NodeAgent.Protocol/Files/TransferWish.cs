namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A file of a transfer that begins.</summary>
/// <param name="Path">Absolute path in the instance.</param>
/// <param name="Size">Bytes that will come; null for a download.</param>
/// <param name="Checksum">SHA-256 of the whole content, hex; null when it is not known.</param>
public sealed record TransferWish(string Path, long? Size, string? Checksum);
