namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What is in a folder, counted three levels deep.</summary>
/// <param name="FileCount">Files.</param>
/// <param name="FolderCount">Folders.</param>
/// <param name="TotalSize">Bytes of the files.</param>
/// <param name="Truncated">True when the count stopped at the node's limit.</param>
public sealed record FolderContents(int FileCount, int FolderCount, long TotalSize, bool Truncated);
