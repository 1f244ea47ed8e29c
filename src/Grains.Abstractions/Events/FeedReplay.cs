using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Events;

/// <summary>Events since a number.</summary>
/// <param name="Events">In order.</param>
/// <param name="Complete">False when older ones are not kept: refetch.</param>
/// <param name="Latest">Number of the latest event.</param>
[GenerateSerializer, Immutable, Alias("anchorage.FeedReplay")]
public sealed record FeedReplay(
    [property: Id(0)] ImmutableArray<FeedEvent> Events,
    [property: Id(1)] bool Complete,
    [property: Id(2)] long Latest);
