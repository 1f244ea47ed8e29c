using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>How a timer behaves.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>A timer that does not interleave.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>When the first tick is due; <see cref="Timeout.InfiniteTimeSpan"/> for not before a change.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of one tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks may run while calls have not ended.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks protect the activation from idle collection.</summary>
    public bool KeepAlive { get; init; }
}
