namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Bring a container into another state. Already there is success.</summary>
/// <param name="OperationId">The operation that asks.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Verb"><c>start</c>, <c>stop</c> (SIGTERM, then SIGKILL after <paramref name="StopSeconds"/>), <c>restart</c>, or <c>delete</c> (container and home volume).</param>
/// <param name="StopSeconds">Patience before SIGKILL; 10 by default.</param>
/// <param name="AuthorizedKeys">For start and restart: the keys that may log in; null leaves them.</param>
/// <param name="SshReadySeconds">As in <see cref="CreateInstance"/>.</param>
public sealed record ChangeInstance(string OperationId, string InstanceId, string Verb, int StopSeconds, IReadOnlyList<string>? AuthorizedKeys, int SshReadySeconds);
