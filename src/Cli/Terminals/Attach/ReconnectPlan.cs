namespace Anchorage.Cli.Terminals.Attach;

/// <summary>When the next try is due, and when to give up (inventory P27).</summary>
internal sealed class ReconnectPlan(TimeProvider time)
{
    private const int MostForced = 5;
    private static readonly TimeSpan ForcedWithin = TimeSpan.FromSeconds(60);
    private static readonly int[] Delays = [1, 2, 4, 8, 30];

    private readonly Queue<DateTimeOffset> _forced = new();
    private int _tries;

    /// <summary>The pause before the next try.</summary>
    public TimeSpan Next() => TimeSpan.FromSeconds(Delays[Math.Min(_tries++, Delays.Length - 1)]);

    /// <summary>It is connected again: the delays begin anew.</summary>
    public void Connected() => _tries = 0;

    /// <summary>Somebody wants the try at once.</summary>
    /// <returns>False when that happened too often: then it is time to give up.</returns>
    public bool Force()
    {
        var now = time.GetUtcNow();
        _forced.Enqueue(now);
        while (_forced.TryPeek(out var oldest) && now - oldest > ForcedWithin)
        {
            _forced.Dequeue();
        }

        return _forced.Count <= MostForced;
    }
}
