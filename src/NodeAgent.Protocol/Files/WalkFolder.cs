namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>List every file below a folder.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Exclude">Names, with <c>*</c> and <c>?</c>, that are left out with all that is below them; with a slash, paths from the folder on, where <c>**</c> is any number of names.</param>
/// <param name="Digest">True for the MD5 of each file's content, the digest of system D.</param>
public sealed record WalkFolder(string Path, IReadOnlyList<string> Exclude, bool Digest);
