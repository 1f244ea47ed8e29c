namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's VolumeList that we use, under the API's own names.</summary>
internal sealed record VolumeList(IReadOnlyList<VolumeInfo>? Volumes);
