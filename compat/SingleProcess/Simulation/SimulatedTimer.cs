namespace Anchorage.SingleProcess.Simulation;

internal sealed class SimulatedTimer(World world, int life, TimerCallback callback, object? state) : ITimer
{
    private long _period = -1;

    public int Life => life;

    public int Version { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Version++;
        _period = period <= TimeSpan.Zero ? -1 : period.Ticks;
        if (dueTime >= TimeSpan.Zero)
        {
            world.Schedule(this, world.Now + dueTime.Ticks);
        }

        return true;
    }

    public void Fire()
    {
        world.Add(new Work(life, "timer", () => callback(state)));
        if (_period > 0)
        {
            world.Schedule(this, world.Now + _period);
        }
    }

    public void Dispose() => Version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
