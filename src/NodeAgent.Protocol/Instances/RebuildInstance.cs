namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Replace the container by a new one from the image of <paramref name="Spec"/>; the home volume (with the SSH host keys) stays unless <paramref name="WipeHome"/>.</summary>
/// <param name="OperationId">The operation that asks.</param>
/// <param name="Spec">What to make.</param>
/// <param name="WipeHome">Remove the home volume first.</param>
/// <param name="SshReadySeconds">As in <see cref="CreateInstance"/>.</param>
public sealed record RebuildInstance(string OperationId, InstanceSpec Spec, bool WipeHome, int SshReadySeconds);
