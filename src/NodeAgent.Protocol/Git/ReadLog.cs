namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Read history, a page at a time.</summary>
/// <param name="Repo">The repository.</param>
/// <param name="Ref">Branch or commit to begin with; null for the present one.</param>
/// <param name="Cursor"><c>NextCursor</c> of the page before; null for the first one.</param>
/// <param name="Limit">Most commits, 1 to 200.</param>
public sealed record ReadLog(string Repo, string? Ref, string? Cursor, int Limit);
