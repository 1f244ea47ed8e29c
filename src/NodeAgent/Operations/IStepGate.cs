namespace Anchorage.NodeAgent.Operations;

/// <summary>Passed at the begin of every named step. Does nothing; tests put one in that stops there.</summary>
internal interface IStepGate
{
    /// <summary>Returns when the step may begin.</summary>
    ValueTask PassAsync(string atVerb, string atStep, CancellationToken cancellationToken);
}
