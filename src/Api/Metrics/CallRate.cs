namespace Anchorage.Api.Metrics;

/// <summary>Calls per second over the last ten full seconds. A race at the turn of a second may lose a few counts: it is a rate for people.</summary>
internal sealed class CallRate(TimeProvider time)
{
    private const int Window = 10;
    private const int Slots = 16;

    private readonly long[] _seconds = new long[Slots];
    private readonly long[] _counts = new long[Slots];

    private long Second => time.GetTimestamp() / time.TimestampFrequency;

    /// <summary>Counts one call.</summary>
    public void Count()
    {
        long now = Second;
        long slot = now % Slots;
        long before = Interlocked.Exchange(ref _seconds[slot], now);
        if (before != now)
        {
            Interlocked.Exchange(ref _counts[slot], 0);
        }

        Interlocked.Increment(ref _counts[slot]);
    }

    /// <summary>Mean of the window.</summary>
    public double PerSecond()
    {
        long now = Second;
        long sum = 0;
        for (int i = 0; i < Slots; i++)
        {
            long age = now - Interlocked.Read(ref _seconds[i]);
            sum += age is >= 1 and <= Window ? Interlocked.Read(ref _counts[i]) : 0;
        }

        return sum / (double)Window;
    }
}
