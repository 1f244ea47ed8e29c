namespace Anchorage.Cli.Nodes;

/// <summary>Body of PATCH /api/nodes/{id}.</summary>
internal sealed record NodePatch(bool? Draining);
