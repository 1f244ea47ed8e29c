namespace Anchorage.Grains.Abstractions.Events;

/// <summary>An event of a user's feed.</summary>
/// <param name="Number">Rises by one per event of the feed; also after a restart it never falls.</param>
/// <param name="Name">For example <c>instance.updated</c>.</param>
/// <param name="At">When.</param>
/// <param name="PayloadJson">The payload as the API shows it.</param>
[GenerateSerializer, Immutable, Alias("anchorage.FeedEvent")]
public sealed record FeedEvent(
    [property: Id(0)] long Number,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string PayloadJson);
