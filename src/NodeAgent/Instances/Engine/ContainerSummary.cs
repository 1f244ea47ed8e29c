namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ContainerSummary that we use, under the API's own names.</summary>
internal sealed record ContainerSummary(string Id, IReadOnlyList<string>? Names, IReadOnlyDictionary<string, string>? Labels, string? State);
