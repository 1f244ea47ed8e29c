using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Events;

/// <summary>Events of one user (key <c>ufeed:USER</c>): numbered, the last 1,000 kept, published to the stream <c>events/USER</c>. Changes of one object within 250 ms are sent once.</summary>
[Alias("anchorage.IUserFeedGrain")]
public interface IUserFeedGrain : IGrainWithStringKey
{
    /// <summary>Adds an event.</summary>
    /// <param name="name">Name of the event.</param>
    /// <param name="objectKey">Events of the same name and object replace each other while they wait; null never waits.</param>
    /// <param name="payloadJson">Payload.</param>
    [OneWay, Alias("Publish")]
    Task Publish(string name, string? objectKey, string payloadJson);

    /// <summary>Events after a number.</summary>
    [AlwaysInterleave, Alias("Replay")]
    Task<FeedReplay> Replay(long after);
}
