namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Decides when output that was read leaves. A PTY gives 4 KiB at a time; sent one by one they would cost every process on the way a turn each.</summary>
/// <param name="loop">The loop that reads.</param>
/// <param name="send">Sends everything that waits.</param>
internal sealed class FloodGate(EventLoop loop, Action send)
{
    private const int BigRead = 1024;
    private const int Batch = ViewerSession.Chunk - (8 * 1024);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1);

    private LoopTimer? _timer;
    private long _lastBig;

    /// <summary>Bytes that were read and wait.</summary>
    internal int Waiting { get; private set; }

    /// <summary>True when more is about to come and what was read may wait for it: never what a person typed, nor the first piece of anything.</summary>
    internal bool Holds(int count)
    {
        long now = loop.Time.GetTimestamp();
        bool flood = count >= BigRead && _lastBig != 0 && loop.Time.GetElapsedTime(_lastBig, now) < Patience;
        _lastBig = count >= BigRead ? now : 0;
        Waiting += count;
        if (!flood || Waiting >= Batch)
        {
            return false;
        }

        if (_timer is not { Pending: true })
        {
            _timer = loop.Schedule(Patience, send);
        }

        return true;
    }

    /// <summary>Everything was sent.</summary>
    internal void Clear()
    {
        Waiting = 0;
        _timer?.Cancel();
    }
}
