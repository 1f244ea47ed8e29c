namespace Anchorage.NodeAgent.Protocol.Operations;

/// <summary>The agent has written the work into its journal and will report its end with <see cref="WorkCompleted"/>, whatever dies meanwhile.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="AlreadyKnown">True when the same operation had been accepted before; it is not done twice.</param>
public sealed record WorkAccepted(string OperationId, bool AlreadyKnown);
