namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A branch was switched to.</summary>
/// <param name="Branch">Its name.</param>
public sealed record BranchSwitched(string Branch);
