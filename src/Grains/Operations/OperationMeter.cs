using System.Diagnostics.Metrics;

namespace Anchorage.Grains.Operations;

/// <summary>Measurements of operations; they appear on the server's <c>/metrics</c>.</summary>
internal static class OperationMeter
{
    private static readonly Meter Meter = new("Anchorage");

    /// <summary>Operations that ended, by kind and outcome.</summary>
    public static readonly Counter<long> Ended = Meter.CreateCounter<long>("anchorage.operations.ended", "{operation}", "Operations that ended.");
}
