namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Host ports to lease.</summary>
/// <param name="From">First, 1024 or more.</param>
/// <param name="To">Last, 65535 or less.</param>
[GenerateSerializer, Immutable, Alias("anchorage.PortRange")]
public sealed record PortRange(
    [property: Id(0)] int From,
    [property: Id(1)] int To);
