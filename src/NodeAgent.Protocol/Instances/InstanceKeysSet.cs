namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Answer to <see cref="SetInstanceKeys"/>.</summary>
/// <param name="Applied">False when the container does not run; the keys come with the next start.</param>
public sealed record InstanceKeysSet(bool Applied);
