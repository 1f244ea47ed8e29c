namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Repositories that were found: those with changes first, then by path.</summary>
/// <param name="Items">The repositories.</param>
/// <param name="Count">How many.</param>
/// <param name="Cut">True when there are more.</param>
public sealed record RepositoryList(IReadOnlyList<GitRepository> Items, int Count, bool Cut);
