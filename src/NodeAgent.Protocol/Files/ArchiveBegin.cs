namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What an archive will hold, as far as that was known before its first byte.</summary>
/// <param name="Name">A name for it, without an ending: the folder's, as <see cref="PathText"/>.</param>
/// <param name="Entries">Files, folders and links.</param>
/// <param name="Bytes">Bytes of the files.</param>
public sealed record ArchiveBegin(string Name, int Entries, long Bytes);
