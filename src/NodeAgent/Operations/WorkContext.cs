namespace Anchorage.NodeAgent.Operations;

/// <summary>What an action sees of its run.</summary>
internal sealed class WorkContext(WorkRequest request, IStepGate gate, Action<int, string, string> report, CancellationToken cancelled, CancellationToken stopping)
{
    /// <summary>What was asked for.</summary>
    public WorkRequest Request { get; } = request;

    /// <summary>Cancelled when the work shall end: because somebody asked for that, or because the agent stops.</summary>
    public CancellationToken Token { get; } = cancelled;

    /// <summary>True when the agent stops: the work is left as it is and goes on after the next start.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>Tells how far a step is.</summary>
    /// <param name="step">The step.</param>
    /// <param name="percent">0 to 99.</param>
    /// <param name="message">What is being done, for people.</param>
    public void Report(string step, int percent, string message) => report(percent, step, message);

    /// <summary>Begins a named step.</summary>
    /// <param name="step">Stable name.</param>
    /// <param name="percent">0 to 99.</param>
    /// <param name="message">What is being done, for people.</param>
    public ValueTask StepAsync(string step, int percent, string message)
    {
        Token.ThrowIfCancellationRequested();
        report(percent, step, message);
        return gate.PassAsync(Request.Verb, step, Token);
    }
}
