namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>An image that was looked up in the list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Reference">Docker reference.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ImageChoice")]
public sealed record ImageChoice(
    [property: Id(0)] string Id,
    [property: Id(1)] string Title,
    [property: Id(2)] string Reference);
