using System.Diagnostics.Metrics;

namespace Anchorage.Silo.Storage;

/// <summary>Measurements of the writer; they appear on the server's <c>/metrics</c>.</summary>
internal static class StorageMeter
{
    private static readonly Meter Meter = new("Anchorage");

    /// <summary>Writes that wait for the writer.</summary>
    public static readonly UpDownCounter<long> Queued = Meter.CreateUpDownCounter<long>("anchorage.storage.queue", "{write}", "Writes that wait for the database.");

    /// <summary>Time from the begin of a transaction to its commit on disk.</summary>
    public static readonly Histogram<double> Commit = Meter.CreateHistogram<double>("anchorage.storage.commit.duration", "s", "Duration of a transaction that commits a group of writes.");

    /// <summary>Writes that were committed.</summary>
    public static readonly Counter<long> Writes = Meter.CreateCounter<long>("anchorage.storage.writes", "{write}", "Writes that are on disk.");
}
