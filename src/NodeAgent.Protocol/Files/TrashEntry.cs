namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Something in the trash.</summary>
/// <param name="Id">Names it there.</param>
/// <param name="Path">Where it was.</param>
/// <param name="Kind">As in <see cref="FileEntry"/>.</param>
/// <param name="Size">Bytes of a file; 0 for others.</param>
/// <param name="DeletedAt">When it was deleted.</param>
public sealed record TrashEntry(string Id, string Path, string Kind, long Size, DateTimeOffset DeletedAt);
