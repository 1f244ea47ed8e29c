namespace Anchorage.Cli.Nodes;

/// <summary>The container engine of a node, or what is wrong with it.</summary>
internal sealed record NodeDocker(bool Available, string? Version, NodeProblem? Problem);
