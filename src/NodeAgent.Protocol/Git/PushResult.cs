namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>What a push did.</summary>
/// <param name="Updated">False when the remote had everything.</param>
/// <param name="Remote">The remote.</param>
/// <param name="Branch">The branch.</param>
public sealed record PushResult(bool Updated, string Remote, string Branch);
