namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Make a container and start it. Safe to repeat: what a former try left is adopted or removed.</summary>
/// <param name="OperationId">The operation that asks.</param>
/// <param name="Spec">What to make.</param>
/// <param name="SshReadySeconds">How long to wait for the SSH banner before <c>ssh_not_ready</c>; 120 by default.</param>
public sealed record CreateInstance(string OperationId, InstanceSpec Spec, int SshReadySeconds);
