using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>What placement knows of a node.</summary>
/// <param name="Id">The node.</param>
/// <param name="OwnerId">Its owner.</param>
/// <param name="Shared">Open to others.</param>
/// <param name="Online">Connected with a working Docker Engine.</param>
/// <param name="Draining">Takes nothing new.</param>
/// <param name="Containers">Instances placed.</param>
/// <param name="MaxContainers">Most instances.</param>
/// <param name="Load">Used share of its capacity, 0 to 1.</param>
/// <param name="ByOwner">Instances per owner.</param>
/// <param name="Images">Images present.</param>
/// <param name="Problem">Why it cannot take instances, when it cannot.</param>
/// <param name="Name">Its name.</param>
[GenerateSerializer, Immutable, Alias("anchorage.NodeSummary")]
public sealed record NodeSummary(
    [property: Id(0)] string Id,
    [property: Id(1)] string OwnerId,
    [property: Id(2)] bool Shared,
    [property: Id(3)] bool Online,
    [property: Id(4)] bool Draining,
    [property: Id(5)] int Containers,
    [property: Id(6)] int MaxContainers,
    [property: Id(7)] double Load,
    [property: Id(8)] ImmutableDictionary<string, int> ByOwner,
    [property: Id(9)] ImmutableArray<string> Images,
    [property: Id(10)] string? Problem,
    [property: Id(11)] string Name);
