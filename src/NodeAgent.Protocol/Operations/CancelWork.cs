namespace Anchorage.NodeAgent.Protocol.Operations;

/// <summary>Asks the agent to stop work and to remove what it made. Harmless when the work has ended.</summary>
/// <param name="OperationId">The operation.</param>
public sealed record CancelWork(string OperationId);
