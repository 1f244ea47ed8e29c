namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A repository.</summary>
/// <param name="Repo">The folder that holds its working tree, absolute, as <see cref="Files.PathText"/>.</param>
public sealed record RepositoryPlace(string Repo);
