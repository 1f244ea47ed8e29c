namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Look into a folder (inventory D9).</summary>
/// <param name="Path">The folder.</param>
/// <param name="IncludeFiles">False for folders alone.</param>
public sealed record BrowseFolder(string Path, bool IncludeFiles);
