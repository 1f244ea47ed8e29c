using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Protocol.Operations;

/// <summary>The end of accepted work. Repeated until it is answered.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Succeeded">Whether the wanted state was reached.</param>
/// <param name="Cancelled">True when it ended because of <see cref="CancelWork"/>; everything made was removed.</param>
/// <param name="ErrorCode">Stable code when it failed: <c>port_in_use</c>, <c>image_missing</c>, <c>docker_unavailable</c>, <c>container_failed</c>, <c>ssh_not_ready</c>, <c>no_space</c>, <c>agent_error</c>, ...</param>
/// <param name="Message">The reason for people.</param>
/// <param name="Details">Plain values, for example <c>port</c>; no secrets.</param>
/// <param name="Observation">The instance as it is now; null when it is gone.</param>
public sealed record WorkCompleted(
    string OperationId,
    bool Succeeded,
    bool Cancelled,
    string? ErrorCode,
    string? Message,
    IReadOnlyDictionary<string, string>? Details,
    InstanceObservation? Observation);
