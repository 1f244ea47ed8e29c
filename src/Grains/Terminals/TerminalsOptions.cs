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
}
