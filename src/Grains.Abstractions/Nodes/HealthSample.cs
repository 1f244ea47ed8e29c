namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>A point of the health history.</summary>
/// <param name="At">When.</param>
/// <param name="CpuPercent">0 to 100.</param>
/// <param name="MemoryUsedBytes">Used memory.</param>
/// <param name="DiskUsedBytes">Used disk.</param>
/// <param name="Load1">Load average, 1 min.</param>
[GenerateSerializer, Immutable, Alias("anchorage.HealthSample")]
public sealed record HealthSample(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] double CpuPercent,
    [property: Id(2)] long MemoryUsedBytes,
    [property: Id(3)] long DiskUsedBytes,
    [property: Id(4)] double Load1);
