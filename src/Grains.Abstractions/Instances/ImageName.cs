namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>An image of the list.</summary>
/// <param name="Id">Its id in the list.</param>
/// <param name="Title">Its title.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ImageName")]
public sealed record ImageName(
    [property: Id(0)] string Id,
    [property: Id(1)] string Title);
