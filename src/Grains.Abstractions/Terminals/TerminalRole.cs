namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>What a viewer may do.</summary>
public enum TerminalRole
{
    /// <summary>Type and resize.</summary>
    Type,

    /// <summary>Look only.</summary>
    Watch,
}
