namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's NetworkSettings that we use, under the API's own names.</summary>
internal sealed record NetworkSettings(IReadOnlyDictionary<string, EndpointSettings>? Networks);
