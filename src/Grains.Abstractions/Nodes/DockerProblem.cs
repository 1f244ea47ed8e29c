namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Why Docker cannot be used, and what to do.</summary>
/// <param name="Code">Code of the registry.</param>
/// <param name="Message">The reason.</param>
/// <param name="Fix">What to do.</param>
[GenerateSerializer, Immutable, Alias("anchorage.DockerProblem")]
public sealed record DockerProblem(
    [property: Id(0)] string Code,
    [property: Id(1)] string Message,
    [property: Id(2)] string Fix);
