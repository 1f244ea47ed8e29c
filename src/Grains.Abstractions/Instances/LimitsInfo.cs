namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>Resource limits (ranges: inventory P5).</summary>
/// <param name="MemoryMb">128 to 262144.</param>
/// <param name="Cpus">0.1 to 64.</param>
/// <param name="Pids">64 to 131072.</param>
[GenerateSerializer, Immutable, Alias("anchorage.LimitsInfo")]
public sealed record LimitsInfo(
    [property: Id(0)] int MemoryMb,
    [property: Id(1)] double Cpus,
    [property: Id(2)] int Pids);
