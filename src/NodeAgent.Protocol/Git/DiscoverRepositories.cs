namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Find repositories below a folder.</summary>
/// <param name="Path">Absolute path, as <see cref="Files.PathText"/>.</param>
/// <param name="Depth">How many folders deep, 0 to 20; 0 looks at the folder itself.</param>
/// <param name="Submodules">True to list submodules too.</param>
public sealed record DiscoverRepositories(string Path, int Depth, bool Submodules);
