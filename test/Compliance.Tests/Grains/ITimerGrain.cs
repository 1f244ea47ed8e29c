using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.ITimerGrain")]
public interface ITimerGrain : IGrainWithStringKey
{
    Task StartAsync(string name, TimeSpan due, TimeSpan period, bool interleave);

    Task ChangeAsync(TimeSpan due, TimeSpan period);

    /// <summary>Ends when that event is set; answers how many ticks of both kinds ran meanwhile.</summary>
    Task<(int Turn, int Interleaved)> HoldAsync(string release);

    Task<bool> TicksOnSchedulerAsync();

    /// <summary>Ends when a timer of this grain has ticked so often.</summary>
    Task CountTicksAsync(int count);

    Task EndAsync();
}
