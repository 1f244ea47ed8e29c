namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A file below a folder.</summary>
/// <param name="Path">Its path from that folder.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Mtime">Last change of the content, in milliseconds since 1970.</param>
/// <param name="Mode">Permission bits in octal.</param>
/// <param name="Md5">Digest of the content, hex; null when it was not asked for or the file cannot be read.</param>
/// <param name="SymlinkTarget">What a link says; links are not followed.</param>
/// <param name="Etag">Changes with the file; null from agents before it was there.</param>
public sealed record TreeFile(string Path, long Size, long Mtime, string Mode, string? Md5, string? SymlinkTarget, string? Etag = null);
