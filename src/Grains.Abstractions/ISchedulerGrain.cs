namespace Anchorage.Grains.Abstractions;

/// <summary>Periodic work of the installation (key <c>scheduler:all</c>): expiry, liveness, unfinished operations. One timer decides what is due.</summary>
[Alias("anchorage.ISchedulerGrain")]
public interface ISchedulerGrain : IGrainWithStringKey
{
    /// <summary>Starts the timer; called by a start-up task of every silo.</summary>
    [Alias("Wake")]
    Task Wake();

    /// <summary>Does what is due now.</summary>
    [Alias("Tick")]
    Task Tick();
}
