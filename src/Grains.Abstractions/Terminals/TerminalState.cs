namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>Whether a terminal lives.</summary>
public enum TerminalState
{
    /// <summary>Its shell runs.</summary>
    Open,

    /// <summary>Its shell ended.</summary>
    Exited,

    /// <summary>Its host process ended.</summary>
    Lost,
}
