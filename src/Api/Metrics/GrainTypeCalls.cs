namespace Anchorage.Api.Metrics;

/// <summary>What is known of the calls to one grain type.</summary>
internal sealed class GrainTypeCalls(TimeProvider time)
{
    private long _ok;
    private long _refused;
    private long _failed;

    /// <summary>Durations of all calls.</summary>
    public LatencyBuckets Durations { get; } = new();

    /// <summary>Calls per second.</summary>
    public CallRate Rate { get; } = new(time);

    /// <summary>Calls that answered.</summary>
    public long Ok => Interlocked.Read(ref _ok);

    /// <summary>Calls that ended with an error of the registry: the caller asked for what is not possible.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Calls that ended with any other exception.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Counts a call that ended.</summary>
    public void Ended(TimeSpan duration, Exception? exception)
    {
        switch (exception)
        {
            case null:
                Interlocked.Increment(ref _ok);
                break;
            case AnchorageException:
                Interlocked.Increment(ref _refused);
                break;
            default:
                Interlocked.Increment(ref _failed);
                break;
        }

        Durations.Record(duration.TotalSeconds);
        Rate.Count();
    }
}
