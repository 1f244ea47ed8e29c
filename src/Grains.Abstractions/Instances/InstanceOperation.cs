using Anchorage.Grains.Abstractions.Operations;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>An instance and the work on it.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Operation">The work; null when there was nothing to do.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstanceOperation")]
public sealed record InstanceOperation(
    [property: Id(0)] InstanceInfo Instance,
    [property: Id(1)] OperationInfo? Operation);
