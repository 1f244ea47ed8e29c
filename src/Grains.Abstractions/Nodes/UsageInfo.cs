namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>What a node holds.</summary>
/// <param name="Containers">Instances placed.</param>
/// <param name="MemoryMb">Sum of their memory limits.</param>
/// <param name="Cpus">Sum of their processor limits.</param>
[GenerateSerializer, Immutable, Alias("anchorage.UsageInfo")]
public sealed record UsageInfo(
    [property: Id(0)] int Containers,
    [property: Id(1)] int MemoryMb,
    [property: Id(2)] double Cpus);
