using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Room for an instance on a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Ports">The ports.</param>
/// <param name="PublishAddress">Address on which they listen.</param>
[GenerateSerializer, Immutable, Alias("anchorage.NodeLease")]
public sealed record NodeLease(
    [property: Id(0)] InstanceNode Node,
    [property: Id(1)] ImmutableArray<PortLease> Ports,
    [property: Id(2)] string PublishAddress);
