namespace Anchorage.Api.Metrics;

/// <summary>Counts durations in fixed buckets. Safe from many threads; costs two additions.</summary>
internal sealed class LatencyBuckets
{
    /// <summary>Upper bounds in seconds; one more bucket takes what is longer.</summary>
    public static readonly double[] Bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly long[] _counts = new long[Bounds.Length + 1];
    private long _microseconds;

    /// <summary>Sum of all values, in seconds.</summary>
    public double Sum => Interlocked.Read(ref _microseconds) / 1e6;

    /// <summary>Adds a duration.</summary>
    public void Record(double seconds)
    {
        int index = Array.BinarySearch(Bounds, seconds);
        Interlocked.Increment(ref _counts[index < 0 ? ~index : index]);
        Interlocked.Add(ref _microseconds, (long)(seconds * 1e6));
    }

    /// <summary>The counts per bucket, not cumulated.</summary>
    public long[] Snapshot()
    {
        long[] copy = new long[_counts.Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = Interlocked.Read(ref _counts[i]);
        }

        return copy;
    }

    /// <summary>Upper bound in seconds of the bucket that holds a quantile; null without values, and <see cref="double.PositiveInfinity"/> above the last bound.</summary>
    public static double? Quantile(long[] counts, double quantile)
    {
        long total = counts.Sum();
        if (total == 0)
        {
            return null;
        }

        long rank = (long)Math.Ceiling(total * quantile);
        int index = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[index])
        {
            index++;
        }

        return index < Bounds.Length ? Bounds[index] : double.PositiveInfinity;
    }
}
