namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's VolumeCreate that we use, under the API's own names.</summary>
internal sealed record VolumeCreate(string Name, IReadOnlyDictionary<string, string> Labels);
