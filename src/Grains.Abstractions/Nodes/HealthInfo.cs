namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Load of a machine.</summary>
/// <param name="CpuPercent">0 to 100 over all processors.</param>
/// <param name="CpuCount">Processors.</param>
/// <param name="MemoryUsedBytes">Used memory.</param>
/// <param name="MemoryTotalBytes">Memory.</param>
/// <param name="DiskUsedBytes">Used disk.</param>
/// <param name="DiskTotalBytes">Disk.</param>
/// <param name="Load1">Load average, 1 min.</param>
/// <param name="Load5">5 min.</param>
/// <param name="Load15">15 min.</param>
/// <param name="UptimeSeconds">Since boot.</param>
/// <param name="At">Server time of the report.</param>
[GenerateSerializer, Immutable, Alias("anchorage.HealthInfo")]
public sealed record HealthInfo(
    [property: Id(0)] double CpuPercent,
    [property: Id(1)] int CpuCount,
    [property: Id(2)] long MemoryUsedBytes,
    [property: Id(3)] long MemoryTotalBytes,
    [property: Id(4)] long DiskUsedBytes,
    [property: Id(5)] long DiskTotalBytes,
    [property: Id(6)] double Load1,
    [property: Id(7)] double Load5,
    [property: Id(8)] double Load15,
    [property: Id(9)] long UptimeSeconds,
    [property: Id(10)] DateTimeOffset At);
