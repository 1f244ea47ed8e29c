namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>What a node sees of an instance.</summary>
/// <param name="InstanceId">The instance, from the container's label.</param>
/// <param name="ContainerId">Docker's id, or null when there is no container.</param>
/// <param name="State"><c>running</c>, <c>stopped</c> (made or exited), <c>restarting</c>, <c>paused</c>, <c>missing</c> (volume without container) or <c>gone</c> (neither).</param>
/// <param name="OperationId">The operation that made the container, from its label.</param>
/// <param name="ImageId">Digest of the image, or null.</param>
/// <param name="ExitCode">Exit code when stopped.</param>
/// <param name="OutOfMemory">True when the kernel killed it for memory.</param>
/// <param name="Ports">Ports as published now.</param>
/// <param name="KeysSynced">True when the managed block of authorized_keys is the last one set.</param>
/// <param name="StartedAt">When it was started last.</param>
/// <param name="FinishedAt">When it stopped last.</param>
/// <param name="At">When this was observed, on the node's clock.</param>
public sealed record InstanceObservation(
    string InstanceId,
    string? ContainerId,
    string State,
    string? OperationId,
    string? ImageId,
    int? ExitCode,
    bool OutOfMemory,
    IReadOnlyList<PortMapping> Ports,
    bool KeysSynced,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset At);
