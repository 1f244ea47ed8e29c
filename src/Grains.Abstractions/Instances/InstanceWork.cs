using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>What an operation needs to tell the node.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Instance">The instance as it is.</param>
/// <param name="AuthorizedKeys">Keys that may log in.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstanceWork")]
public sealed record InstanceWork(
    [property: Id(0)] InstancePlan Plan,
    [property: Id(1)] InstanceInfo Instance,
    [property: Id(2)] ImmutableArray<string> AuthorizedKeys);
