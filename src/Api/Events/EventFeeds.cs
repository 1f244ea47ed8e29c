using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Events;
using Orleans.Streams;

namespace Anchorage.Api.Events;

/// <summary>The feeds of users that are connected to this process: one subscription per user, however many tabs are open.</summary>
internal sealed partial class EventFeeds(IClusterClient client, ILogger<EventFeeds> logger)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, Feed> _feeds = new(StringComparer.Ordinal);

    /// <summary>Joins a user's feed.</summary>
    public async Task<FeedConnection> JoinAsync(string userId, CancellationToken cancellationToken)
    {
        FeedConnection connection = new();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_feeds.TryGetValue(userId, out Feed? feed))
            {
                feed = new Feed();
                IAsyncStream<FeedEvent> stream = client.GetStreamProvider(EventStreams.Provider).GetStream<FeedEvent>(StreamId.Create(EventStreams.Namespace, userId));
                feed.Subscription = await stream.SubscribeAsync((next, _) =>
                {
                    feed.Offer(next);
                    return Task.CompletedTask;
                });
                _feeds.Add(userId, feed);
            }

            feed.Connections = feed.Connections.Add(connection);
        }
        finally
        {
            _gate.Release();
        }

        return connection;
    }

    /// <summary>Leaves a user's feed; the last one ends the subscription.</summary>
    public async Task LeaveAsync(string userId, FeedConnection connection)
    {
        connection.Close();
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (!_feeds.TryGetValue(userId, out Feed? feed))
            {
                return;
            }

            feed.Connections = feed.Connections.Remove(connection);
            if (feed.Connections.IsEmpty)
            {
                _feeds.Remove(userId);
                await feed.Subscription!.UnsubscribeAsync();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogLeftBehind(exception, userId);
        }
        finally
        {
            _gate.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The subscription of user {User} could not be ended.")]
    private partial void LogLeftBehind(Exception exception, string user);

    private sealed class Feed
    {
        public StreamSubscriptionHandle<FeedEvent>? Subscription { get; set; }

        public ImmutableArray<FeedConnection> Connections { get; set; } = [];

        public void Offer(FeedEvent next)
        {
            EventEnvelope envelope = EventEnvelope.Of(next);
            foreach (FeedConnection connection in Connections)
            {
                connection.Offer(envelope);
            }
        }
    }
}
