namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ContainerUpdated that we use, under the API's own names.</summary>
internal sealed record ContainerUpdated(IReadOnlyList<string>? Warnings);
