namespace Anchorage.SingleProcess.Simulation;

// The virtual clock as one life of the silo, or the workload, sees it. Its timers end with that life.
internal sealed class SimulatedTimeProvider(World world, int life) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => world.Options.Start + TimeSpan.FromTicks(world.Now);

    public override long GetTimestamp() => world.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(world, life, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
