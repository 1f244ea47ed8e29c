namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>What a node may hold.</summary>
/// <param name="MaxContainers">1 to 1000.</param>
/// <param name="MemoryMb">Memory for instances; 0 is that of the machine.</param>
/// <param name="Cpus">Processors for instances; 0 is not limited.</param>
[GenerateSerializer, Immutable, Alias("anchorage.CapacityInfo")]
public sealed record CapacityInfo(
    [property: Id(0)] int MaxContainers,
    [property: Id(1)] int MemoryMb,
    [property: Id(2)] double Cpus);
