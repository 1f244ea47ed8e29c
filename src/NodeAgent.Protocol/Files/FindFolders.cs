namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>List the folders below one (inventory D8).</summary>
/// <param name="Path">Where to begin.</param>
/// <param name="Recursive">True for three levels instead of one.</param>
public sealed record FindFolders(string Path, bool Recursive);
