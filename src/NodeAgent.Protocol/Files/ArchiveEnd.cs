namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What an archive came to hold.</summary>
/// <param name="Entries">Files, folders and links.</param>
/// <param name="LeftOut">Objects that could not be read or changed meanwhile; the last member of the archive names them.</param>
public sealed record ArchiveEnd(int Entries, int LeftOut);
