namespace Anchorage.NodeAgent.Protocol.Commands;

/// <summary>Run an operation that the node's administrator defined. Only its name is sent: what runs is written on the node.</summary>
/// <param name="OperationId">The operation of the server that asks.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Name">The name.</param>
public sealed record ExecuteOperation(string OperationId, string InstanceId, string Name);
