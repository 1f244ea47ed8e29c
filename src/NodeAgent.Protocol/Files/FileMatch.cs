namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A match.</summary>
/// <param name="Entry">The file or folder, with its path.</param>
/// <param name="Line">Line of the first match in its content, from 1; null for a match by name.</param>
/// <param name="Text">That line, cut to 200 characters.</param>
public sealed record FileMatch(FileEntry Entry, int? Line = null, string? Text = null);
