namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>How long the way to the shell and back takes, told by acknowledgements of what was typed.</summary>
internal sealed class RoundTrips
{
    // The least of so many counts: a machine that is busy for a moment makes no line slow.
    private const int Samples = 8;

    // Below it a connection needs no help.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(30);

    // The host collects acknowledgements for so long before it tells.
    private static readonly TimeSpan AcknowledgeDelay = TimeSpan.FromMilliseconds(20);

    private readonly Queue<TimeSpan> _last = new();

    /// <summary>True when guesses help; false before the first measurement.</summary>
    public bool IsSlow => _last.Count > 0 && _last.Min() - AcknowledgeDelay >= Slow;

    /// <summary>Takes a measurement.</summary>
    public void Add(TimeSpan took)
    {
        _last.Enqueue(took);
        if (_last.Count > Samples)
        {
            _last.Dequeue();
        }
    }
}
