using System.ComponentModel.DataAnnotations;

namespace Anchorage.Silo;

/// <summary>Settings of grains, section <c>Anchorage:Silo</c>.</summary>
public sealed class AnchorageSiloOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Anchorage:Silo";

    /// <summary>How long a grain call may take before its caller gets a time-out. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an idle grain stays in memory. Default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:02:00", "1.00:00:00")]
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);
}
