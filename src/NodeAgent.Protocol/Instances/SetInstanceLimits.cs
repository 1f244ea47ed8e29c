namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Change the limits of a container, running or not.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Limits">The new limits.</param>
/// <param name="RestartPolicy">The new restart policy, or null to leave it.</param>
public sealed record SetInstanceLimits(string InstanceId, InstanceLimits Limits, string? RestartPolicy);
