using System.ComponentModel.DataAnnotations;

namespace Anchorage.Grains.Terminals;

/// <summary>Settings <c>Anchorage:Terminals</c> that hold for the whole installation.</summary>
public sealed class TerminalsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Anchorage:Terminals";

    /// <summary>Terminals that one user may have open. Default: 128.</summary>
    [Range(1, 10_000)]
    public int OpenPerUser { get; set; } = 128;

    /// <summary>Terminals of one instance, those that have ended and are still listed among them. The agent has a limit of its own for open ones. Default: 32.</summary>
    [Range(1, 4096)]
    public int PerInstance { get; set; } = 32;

    /// <summary>Recordings of one instance. Default: 200.</summary>
    [Range(1, 10_000)]
    public int RecordingsPerInstance { get; set; } = 200;
}
