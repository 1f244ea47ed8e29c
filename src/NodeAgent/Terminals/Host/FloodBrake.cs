namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Slows a flood down while somebody types in another terminal of this host, to 8 MiB/s: still more than anybody reads.</summary>
/// <remarks>
/// A flood at full speed keeps every processor on its way busy, and a keystroke then waits for a time slice in each process that it passes. A redrawn screen is far below
/// the rate and never waits.
/// </remarks>
/// <param name="loop">The loop that reads.</param>
/// <param name="resume">Called when a rest is over.</param>
/// <param name="beside">Whether somebody types in another terminal now.</param>
internal sealed class FloodBrake(EventLoop loop, Action resume, Func<bool> beside)
{
    private const double Rate = 8 * 1024 * 1024;
    private const double Burst = 64 * 1024;

    private LoopTimer? _rest;
    private double _level;
    private long _at;

    /// <summary>True while nothing shall be read.</summary>
    internal bool Resting => _rest is { Pending: true };

    /// <summary>Output was read.</summary>
    internal void Add(int count)
    {
        long now = loop.Time.GetTimestamp();
        double left = Math.Max(0, _level - (loop.Time.GetElapsedTime(_at, now).TotalSeconds * Rate));

        // What flowed while nobody minded is not held against it.
        _level = Math.Min(left, Burst) + count;
        _at = now;
        if (_level > Burst && beside())
        {
            _rest = loop.Schedule(TimeSpan.FromSeconds(_level / Rate), resume);
        }
    }
}
