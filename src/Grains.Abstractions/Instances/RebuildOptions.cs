namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>How to rebuild.</summary>
/// <param name="ImageId">Another image, or null.</param>
/// <param name="WipeHome">Empty the home volume too.</param>
[GenerateSerializer, Immutable, Alias("anchorage.RebuildOptions")]
public sealed record RebuildOptions(
    [property: Id(0)] string? ImageId,
    [property: Id(1)] bool WipeHome);
