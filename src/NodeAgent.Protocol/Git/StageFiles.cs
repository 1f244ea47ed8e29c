namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Put files into the index or take them out.</summary>
/// <param name="Repo">The repository.</param>
/// <param name="Files">1 to 1000 paths from its folder, as <see cref="Files.PathText"/>; a folder stands for what is in it.</param>
public sealed record StageFiles(string Repo, IReadOnlyList<string> Files);
