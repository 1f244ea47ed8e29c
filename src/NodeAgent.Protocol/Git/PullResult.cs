namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>What a pull brought.</summary>
/// <param name="Updated">False when nothing was new.</param>
/// <param name="Head">Hash of the commit that is checked out now.</param>
public sealed record PullResult(bool Updated, string Head);
