namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Copy what differs from one place of the instance to another one; nothing is deleted there.</summary>
/// <param name="Path">A file or a folder.</param>
/// <param name="Target">Its counterpart; missing folders are made.</param>
/// <param name="Exclude">What is left out of a folder, as in <see cref="WalkFolder"/>.</param>
/// <param name="Folder">True when both are folders, false when both are files.</param>
/// <param name="Backup">True to keep what was there as managed backups.</param>
public sealed record CopyDifferences(string Path, string Target, IReadOnlyList<string> Exclude, bool Folder, bool Backup);
