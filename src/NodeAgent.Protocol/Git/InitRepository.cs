namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Make an empty repository.</summary>
/// <param name="Path">Its folder, absolute, as <see cref="Files.PathText"/>; it is made when it is missing, its parent must be there.</param>
public sealed record InitRepository(string Path);
