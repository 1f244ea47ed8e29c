namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>An entry of the administrator's list of images.</summary>
/// <param name="Id">a-z 0-9 -, at most 40 characters.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">For people.</param>
/// <param name="Reference">Docker reference.</param>
/// <param name="Default">The one that is taken when none is named.</param>
/// <param name="Available">True when at least one online node has it.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ImageInfo")]
public sealed record ImageInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string Title,
    [property: Id(2)] string Description,
    [property: Id(3)] string Reference,
    [property: Id(4)] bool Default,
    [property: Id(5)] bool Available);
