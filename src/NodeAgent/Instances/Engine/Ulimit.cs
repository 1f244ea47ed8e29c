namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's Ulimit that we use, under the API's own names.</summary>
internal sealed record Ulimit(string Name, long Soft, long Hard);
