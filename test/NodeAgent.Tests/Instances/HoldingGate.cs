using Anchorage.NodeAgent.Operations;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>Holds the first run that comes to a step until it is opened.</summary>
internal sealed class HoldingGate(string step) : IStepGate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task ReachedAsync() => _reached.Task.WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);

    public void Open() => _open.TrySetResult();

    public async ValueTask PassAsync(string atVerb, string atStep, CancellationToken cancellationToken)
    {
        if (atStep == step && _reached.TrySetResult())
        {
            await _open.Task.WaitAsync(cancellationToken);
        }
    }
}
