namespace Anchorage.Grains.Abstractions.Storage;

/// <summary>The searchable projection of one object. The object's grain is the truth; a list skips what is missing there.</summary>
/// <param name="Kind">Kind of the object, such as <c>instance</c>.</param>
/// <param name="Id">Id of the object, unique within its kind.</param>
/// <param name="OwnerId">Owner; null for an object that belongs to nobody.</param>
/// <param name="Name">What a text search looks at.</param>
/// <param name="SortKey">Lists are ordered by it (ordinal), then by id.</param>
/// <param name="Json">What the list shows.</param>
[GenerateSerializer, Immutable, Alias("anchorage.IndexedDocument")]
public sealed record IndexedDocument(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Id,
    [property: Id(2)] string? OwnerId,
    [property: Id(3)] string Name,
    [property: Id(4)] string SortKey,
    [property: Id(5)] string Json);
