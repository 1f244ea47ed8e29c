namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Replace the managed block of <c>authorized_keys</c> in a running container; lines outside the block stay.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="AuthorizedKeys">Public keys, one line each.</param>
public sealed record SetInstanceKeys(string InstanceId, IReadOnlyList<string> AuthorizedKeys);
