namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>New limits; null leaves a field, 0 sets the default (inventory P5).</summary>
/// <param name="MemoryMb">128 to 262144.</param>
/// <param name="Cpus">0.1 to 64.</param>
/// <param name="Pids">64 to 131072.</param>
[GenerateSerializer, Immutable, Alias("anchorage.LimitsChange")]
public sealed record LimitsChange(
    [property: Id(0)] int? MemoryMb,
    [property: Id(1)] double? Cpus,
    [property: Id(2)] int? Pids);
