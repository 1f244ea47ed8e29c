namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's VolumeInfo that we use, under the API's own names.</summary>
internal sealed record VolumeInfo(string Name, IReadOnlyDictionary<string, string>? Labels);
