namespace Anchorage.NodeAgent.Operations;

/// <summary>The gate of production: always open.</summary>
internal sealed class OpenStepGate : IStepGate
{
    /// <inheritdoc/>
    public ValueTask PassAsync(string atVerb, string atStep, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
