namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A repository in few words.</summary>
/// <param name="Path">Its folder, as <see cref="Files.PathText"/>.</param>
/// <param name="RelativePath">The same from the folder that was searched; <c>.</c> for that one.</param>
/// <param name="Name">The last part of the path.</param>
/// <param name="Branch">Current branch; null when none is checked out.</param>
/// <param name="RemoteUrl">Address of its first remote, <c>origin</c> before others, secrets masked; null when it has none.</param>
/// <param name="HasChanges">True when something is not committed.</param>
/// <param name="ChangedFiles">How many files.</param>
/// <param name="Ahead">Commits that the tracked branch lacks.</param>
/// <param name="Behind">Commits of the tracked branch that are not here.</param>
/// <param name="CheckedAt">When this was true.</param>
/// <param name="Error">Why nothing more is known; null as a rule.</param>
public sealed record GitRepository(
    string Path, string RelativePath, string Name, string? Branch, string? RemoteUrl, bool HasChanges, int ChangedFiles, int Ahead, int Behind, DateTimeOffset CheckedAt, string? Error);
