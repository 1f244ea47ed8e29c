namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>List a folder, a page at a time.</summary>
/// <param name="Path">The folder; null for the home folder.</param>
/// <param name="Cursor"><c>NextCursor</c> of the page before; null for the first one.</param>
/// <param name="Limit">Most entries, 1 to 10,000.</param>
/// <param name="Sort"><c>name</c>, <c>size</c> or <c>modified</c>; folders come first always.</param>
/// <param name="Descending">The other way round.</param>
public sealed record ListFolder(string? Path, string? Cursor, int Limit, string Sort, bool Descending);
