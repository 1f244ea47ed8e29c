namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Send a branch.</summary>
/// <param name="Repo">The repository.</param>
/// <param name="Remote">Name of a remote; null for <c>origin</c>.</param>
/// <param name="Branch">A branch here; null for the current one.</param>
/// <param name="Force">True to replace what is there, unless it changed since it was last seen here.</param>
public sealed record PushChanges(string Repo, string? Remote, string? Branch, bool Force);
