namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>The Docker Engine of a node.</summary>
/// <param name="Available">It answers.</param>
/// <param name="Version">Its version.</param>
/// <param name="ApiVersion">Negotiated API version.</param>
/// <param name="Problem">Why it does not answer.</param>
[GenerateSerializer, Immutable, Alias("anchorage.DockerInfo")]
public sealed record DockerInfo(
    [property: Id(0)] bool Available,
    [property: Id(1)] string? Version,
    [property: Id(2)] string? ApiVersion,
    [property: Id(3)] DockerProblem? Problem);
