using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A file, a folder or something else with a name.</summary>
/// <param name="Name">Its name, as <see cref="PathText"/>; empty for the root.</param>
/// <param name="Path">Its path; left out in lists, where the folder is known.</param>
/// <param name="Kind"><c>file</c>, <c>folder</c>, <c>link</c> or <c>other</c> (a device, a pipe, a socket).</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">Last change of the content.</param>
/// <param name="Mode">Permission bits in octal, four digits.</param>
/// <param name="Uid">Owner, by the numbers of the instance.</param>
/// <param name="Gid">Group.</param>
/// <param name="Etag">Changes with the content, and with owner and permissions; without quotes.</param>
/// <param name="LinkTarget">What a link says.</param>
/// <param name="TargetKind">What a link leads to; null when it leads nowhere.</param>
public sealed record FileEntry(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Path,
    string Kind,
    long Size,
    DateTimeOffset ModifiedAt,
    string Mode,
    uint Uid,
    uint Gid,
    string Etag,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? LinkTarget = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TargetKind = null);
