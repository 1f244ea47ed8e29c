namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Copy a repository from elsewhere.</summary>
/// <param name="Url"><c>https://</c>, <c>ssh://</c>, <c>user@host:path</c> or <c>file:///</c>; nothing else.</param>
/// <param name="Path">A folder that is not there yet, absolute, as <see cref="Files.PathText"/>; its parent must be there.</param>
/// <param name="Branch">Branch to begin with; null for the remote's own choice.</param>
public sealed record CloneRepository(string Url, string Path, string? Branch);
