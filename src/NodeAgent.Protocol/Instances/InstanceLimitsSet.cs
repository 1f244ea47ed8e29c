namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Answer to <see cref="SetInstanceLimits"/>.</summary>
/// <param name="Applied">True when the engine took the limits at once.</param>
public sealed record InstanceLimitsSet(bool Applied);
