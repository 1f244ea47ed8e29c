namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>An entry as system D shows it (inventory D9).</summary>
/// <param name="Name">Its name, as <see cref="PathText"/>.</param>
/// <param name="Path">Its path in the instance.</param>
/// <param name="ProjectPath">The path without its first slash.</param>
/// <param name="IsDirectory">A folder.</param>
/// <param name="IsSymlink">A link; the other fields speak of the link itself.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">Last change of the content, ISO 8601; what lies before 1971 is shown as now.</param>
/// <param name="Mtime">The same in milliseconds since 1970.</param>
/// <param name="Permissions">Permission bits in octal.</param>
/// <param name="Uid">Owner, by the numbers of the instance.</param>
/// <param name="Gid">Group.</param>
/// <param name="SymlinkTarget">What a link says.</param>
/// <param name="FolderContents">For folders: what is in it, three levels deep.</param>
/// <param name="ContentHash">For folders: 16 hex digits that change with names, sizes and times in it, or <c>empty</c>.</param>
/// <param name="LastContentModified">For folders: the newest change in it, in milliseconds since 1970.</param>
public sealed record BrowseItem(
    string Name,
    string Path,
    string ProjectPath,
    bool IsDirectory,
    bool IsSymlink,
    long Size,
    DateTimeOffset LastModified,
    long Mtime,
    string Permissions,
    uint Uid,
    uint Gid,
    string? SymlinkTarget = null,
    FolderContents? FolderContents = null,
    string? ContentHash = null,
    long? LastContentModified = null);
