using System.ComponentModel.DataAnnotations;

namespace Anchorage.Grains.Scheduling;

/// <summary>Settings <c>Anchorage:Scheduler</c>.</summary>
public sealed class SchedulerOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Anchorage:Scheduler";

    /// <summary>Period of the periodic work. Default: 15 s; expiry is promised within 65 s (P-05).</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(15);
}
