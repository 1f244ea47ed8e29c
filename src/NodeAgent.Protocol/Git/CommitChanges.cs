namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Make a commit of what is staged.</summary>
/// <param name="Repo">The repository.</param>
/// <param name="Message">Not blank.</param>
/// <param name="Author"><c>Name &lt;address&gt;</c>; null for the one of the instance's own configuration.</param>
public sealed record CommitChanges(string Repo, string Message, string? Author);
