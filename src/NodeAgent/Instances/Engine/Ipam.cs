namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's Ipam that we use, under the API's own names.</summary>
internal sealed record Ipam(IReadOnlyList<IpamConfig>? Config);
