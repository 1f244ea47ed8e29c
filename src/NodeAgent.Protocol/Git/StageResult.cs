namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>What became of each file.</summary>
/// <param name="Done">Paths for which it worked.</param>
/// <param name="Failed">The others.</param>
public sealed record StageResult(IReadOnlyList<string> Done, IReadOnlyList<FailedFile> Failed);
