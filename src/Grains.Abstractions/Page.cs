using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, in the order of the list.</param>
/// <param name="NextCursor">Opaque; where the next page starts; null at the end.</param>
[GenerateSerializer, Immutable, Alias("anchorage.Page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] string? NextCursor);
