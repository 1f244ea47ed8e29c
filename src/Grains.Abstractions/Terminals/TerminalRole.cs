namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>What a viewer may do.</summary>
public enum TerminalRole
{
    /// <summary>Type and resize.</summary>
    Type,

    /// <summary>Look only.</summary>
    Watch,

    /// <summary>See the screen now and then, as a small picture; nobody is told, and the terminal does not count it.</summary>
    Preview,
}
