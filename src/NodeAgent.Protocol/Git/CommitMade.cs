namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A commit was made.</summary>
/// <param name="CommitHash">Its full name.</param>
public sealed record CommitMade(string CommitHash);
