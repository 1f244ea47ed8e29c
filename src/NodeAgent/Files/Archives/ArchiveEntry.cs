namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>A member of an archive.</summary>
/// <param name="Name">Its path in the archive, as bytes, with slashes between the names and none at the end.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Size">Bytes of content; 0 for all but files.</param>
/// <param name="Seconds">Last change of the content, seconds since 1970.</param>
/// <param name="Target">What a link says, or which member a hard link means.</param>
internal sealed record ArchiveEntry(byte[] Name, ArchiveKind Kind, uint Mode, long Size, long Seconds, byte[]? Target = null);
