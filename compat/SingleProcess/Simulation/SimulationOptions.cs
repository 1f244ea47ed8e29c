namespace Anchorage.SingleProcess.Simulation;

/// <summary>Which faults a simulation injects, and its limits. Rates are between 0 (never) and 1 (always).</summary>
public sealed class SimulationOptions
{
    /// <summary>How often a storage operation fails without effect.</summary>
    public double StorageErrorRate { get; init; }

    /// <summary>How often a storage write takes effect and fails nevertheless.</summary>
    public double StorageUnknownRate { get; init; }

    /// <summary>How often a one-way call or a call of an observer is lost.</summary>
    public double LostMessageRate { get; init; }

    /// <summary>How often a one-way call or a call of an observer is delayed.</summary>
    public double DelayedMessageRate { get; init; }

    /// <summary>The longest delay of a message; 5 seconds by default.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The turn after which the silo is killed and started again from storage; null for never.</summary>
    public long? CrashAtTurn { get; init; }

    /// <summary>The turn at which a run is given up as endless; one million by default.</summary>
    public long MaxTurns { get; init; } = 1_000_000;

    /// <summary>When virtual time begins; 2026-01-01 UTC by default.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How many of the last turns <see cref="Simulation.Trace"/> keeps; 200 by default.</summary>
    public int TraceLength { get; init; } = 200;
}
