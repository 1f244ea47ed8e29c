namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A file of a batch; its bytes follow.</summary>
/// <param name="Type">Always <c>file</c>.</param>
/// <param name="Path">The file; missing folders are made.</param>
/// <param name="Length">Bytes that follow.</param>
/// <param name="Checksum">SHA-256 of the bytes, hex; null when it is not compared.</param>
/// <param name="Backup">True to keep what was there as the file's managed backup.</param>
public sealed record BatchFile(string Type, string Path, long Length, string? Checksum, bool Backup);
