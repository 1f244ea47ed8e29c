namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Brings the continuations of <c>await</c> back to the event loop's thread, so that code of the host needs no locks.</summary>
/// <param name="loop">The loop.</param>
internal sealed class LoopSynchronizationContext(EventLoop loop) : SynchronizationContext
{
    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => loop.Post(() => d(state));

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("The event loop is never waited for.");
}
