using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;

namespace Anchorage.Grains.Abstractions.Commands;

/// <summary>An instance and how it was when somebody looked last.</summary>
/// <param name="Instance">The instance as it is recorded.</param>
/// <param name="Online">It runs and its node answered last time.</param>
/// <param name="VerifiedAt">When the node answered last; null when it was not asked since the server began.</param>
/// <param name="ResponseTimeMs">How long that answer took.</param>
/// <param name="Measured">What it said; null before.</param>
/// <param name="Error">Why the last look failed; null when it did not.</param>
/// <param name="CommandCount">Commands since the server began.</param>
/// <param name="LastActivityAt">The last command; null when there was none.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstanceCheck")]
public sealed record InstanceCheck(
    [property: Id(0)] InstanceInfo Instance,
    [property: Id(1)] bool Online,
    [property: Id(2)] DateTimeOffset? VerifiedAt,
    [property: Id(3)] long? ResponseTimeMs,
    [property: Id(4)] InstanceMeasure? Measured,
    [property: Id(5)] ErrorInfo? Error,
    [property: Id(6)] long CommandCount,
    [property: Id(7)] DateTimeOffset? LastActivityAt);
