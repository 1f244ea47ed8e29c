namespace Anchorage.Cli.Nodes;

/// <summary>Why something on a node does not work and what repairs it.</summary>
internal sealed record NodeProblem(string Code, string? Message, string? Fix);
