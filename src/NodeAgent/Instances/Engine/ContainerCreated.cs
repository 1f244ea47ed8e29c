namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ContainerCreated that we use, under the API's own names.</summary>
internal sealed record ContainerCreated(string Id, IReadOnlyList<string>? Warnings);
