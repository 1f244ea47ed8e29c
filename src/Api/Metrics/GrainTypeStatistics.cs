namespace Anchorage.Api.Metrics;

/// <summary>Calls to one grain type since the start, for people.</summary>
/// <param name="Type">Grain type.</param>
/// <param name="Calls">Calls that ended.</param>
/// <param name="CallsPerSecond">Mean of the last ten seconds.</param>
/// <param name="P50Milliseconds">Half of the calls were at most so long (upper bound of a bucket); null without calls or above 30 s.</param>
/// <param name="P99Milliseconds">99 of 100 calls were at most so long (upper bound of a bucket); null without calls or above 30 s.</param>
/// <param name="Refused">Calls that ended with an error code.</param>
/// <param name="Failed">Calls that ended with a fault of the server.</param>
internal sealed record GrainTypeStatistics(
    string Type, long Calls, double CallsPerSecond, double? P50Milliseconds, double? P99Milliseconds, long Refused, long Failed)
{
    /// <summary>Reads the counters of a type.</summary>
    public static GrainTypeStatistics Of(string type, GrainTypeCalls calls)
    {
        long[] counts = calls.Durations.Snapshot();
        return new GrainTypeStatistics(
            type, counts.Sum(), Math.Round(calls.Rate.PerSecond(), 1), Milliseconds(counts, 0.5), Milliseconds(counts, 0.99), calls.Refused, calls.Failed);
    }

    private static double? Milliseconds(long[] counts, double quantile) =>
        LatencyBuckets.Quantile(counts, quantile) is { } seconds && double.IsFinite(seconds) ? seconds * 1000 : null;
}
