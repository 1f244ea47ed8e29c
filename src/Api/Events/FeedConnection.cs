using System.Threading.Channels;

namespace Anchorage.Api.Events;

/// <summary>One client's place in a feed: a bounded queue. A client that does not read is dropped, so that it slows nobody (inventory P24: 64 queued).</summary>
internal sealed class FeedConnection
{
    private const int Capacity = 256;

    private readonly Channel<EventEnvelope> _queue = Channel.CreateBounded<EventEnvelope>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Events in order; completes when the client is dropped or its feed ends.</summary>
    public ChannelReader<EventEnvelope> Events => _queue.Reader;

    /// <summary>Hands an event over. False when the queue is full: the connection is over.</summary>
    public bool Offer(EventEnvelope next)
    {
        bool taken = _queue.Writer.TryWrite(next);
        if (!taken)
        {
            Close();
        }

        return taken;
    }

    /// <summary>Ends the connection.</summary>
    public void Close() => _queue.Writer.TryComplete();
}
