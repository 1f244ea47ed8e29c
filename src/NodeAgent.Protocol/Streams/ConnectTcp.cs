namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>Connect to a port inside an instance's container.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Port">Port inside the container, 1 to 65535.</param>
public sealed record ConnectTcp(string InstanceId, int Port);
