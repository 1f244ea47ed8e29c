using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Grains.Instances;

/// <summary>The stored list of images; empty until an administrator changes it.</summary>
public sealed record ImagesState
{
    /// <summary>The list.</summary>
    public ImmutableArray<ImageInfo> Images { get; init; } = [];
}
