namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Move, rename or copy.</summary>
/// <param name="Path">What.</param>
/// <param name="Target">Its new path.</param>
/// <param name="Overwrite">True to replace a file that is there; a folder is never replaced.</param>
public sealed record MoveFile(string Path, string Target, bool Overwrite);
