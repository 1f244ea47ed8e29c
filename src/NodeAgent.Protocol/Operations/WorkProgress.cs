namespace Anchorage.NodeAgent.Protocol.Operations;

/// <summary>Progress of running work; may be lost, never falls.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Percent">0 to 99; 100 is said by <see cref="WorkCompleted"/> alone.</param>
/// <param name="Step">Stable name of the step, for example <c>image</c>, <c>volume</c>, <c>network</c>, <c>container</c>, <c>start</c>, <c>ssh</c>.</param>
/// <param name="Message">What is being done, for people.</param>
public sealed record WorkProgress(string OperationId, int Percent, string Step, string Message);
