namespace Anchorage.NodeAgent.Protocol.Commands;

/// <summary>Ask how an instance is now.</summary>
/// <param name="InstanceId">The instance.</param>
public sealed record AskInstance(string InstanceId);
