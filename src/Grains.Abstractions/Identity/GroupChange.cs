using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>What changes of a group.</summary>
/// <param name="Description">At most 200 characters; null leaves it.</param>
/// <param name="Add">Who joins: ids, user names or e-mail addresses. Whoever is in it already stays.</param>
/// <param name="Remove">Who leaves. Whoever is not in it is no error.</param>
[GenerateSerializer, Immutable, Alias("anchorage.GroupChange")]
public sealed record GroupChange(
    [property: Id(0)] string? Description,
    [property: Id(1)] ImmutableArray<string> Add,
    [property: Id(2)] ImmutableArray<string> Remove);
