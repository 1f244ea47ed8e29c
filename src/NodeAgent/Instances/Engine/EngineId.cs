namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's EngineId that we use, under the API's own names.</summary>
internal sealed record EngineId(string Id);
