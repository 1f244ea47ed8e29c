namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's Mount that we use, under the API's own names.</summary>
internal sealed record Mount(string Type, string Source, string Target);
