namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's LogConfig that we use, under the API's own names.</summary>
internal sealed record LogConfig(string Type, IReadOnlyDictionary<string, string> Config);
