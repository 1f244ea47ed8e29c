using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A page of a folder. It goes to clients as the agent wrote it, so that absent values are null in it, as everywhere in the API.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Items">Its entries.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="Total">Entries of the folder.</param>
public sealed record FolderListing(string Path, IReadOnlyList<FileEntry> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor, int Total);
