namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>The node of an instance.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where its published ports are reached.</param>
/// <param name="Online">Whether its agent is connected.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstanceNode")]
public sealed record InstanceNode(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Address,
    [property: Id(3)] bool Online);
