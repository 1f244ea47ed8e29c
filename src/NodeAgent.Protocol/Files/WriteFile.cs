namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Write a whole file. It is replaced at once when all bytes have arrived, or not at all.</summary>
/// <param name="Path">The file.</param>
/// <param name="IfMatch">ETag that the present file must have; null when that does not matter.</param>
/// <param name="OnlyNew">True when there must be none.</param>
/// <param name="Parents">True to make missing folders.</param>
/// <param name="Length">Bytes that follow; null when that is not known.</param>
/// <param name="Mode">Permission bits of a new file; null for 0644.</param>
/// <param name="Backup">True to keep what was there as the file's managed backup.</param>
/// <param name="Mtime">Time of the content, in milliseconds since 1970; null for now.</param>
/// <param name="Plain">True to refuse a link in place of the file; false to write where it leads.</param>
public sealed record WriteFile(string Path, string? IfMatch, bool OnlyNew, bool Parents, long? Length, int? Mode, bool Backup = false, long? Mtime = null, bool Plain = false);
