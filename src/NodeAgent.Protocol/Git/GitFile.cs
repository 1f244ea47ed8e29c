namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A changed file.</summary>
/// <param name="Path">Path from the repository's folder, as <see cref="Files.PathText"/>.</param>
/// <param name="OriginalPath">Where it was before a renaming or copy; null as a rule.</param>
/// <param name="Index">State in the index: <c>unchanged added modified deleted renamed copied typeChanged</c>, <c>untracked</c> or <c>conflict</c>.</param>
/// <param name="WorkingTree">State in the working tree, in the same words.</param>
public sealed record GitFile(string Path, string? OriginalPath, string Index, string WorkingTree);
