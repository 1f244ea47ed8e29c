namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>What became of bytes that a viewer typed.</summary>
internal enum InputOutcome
{
    /// <summary>Taken over.</summary>
    Taken,

    /// <summary>All of them came before.</summary>
    Repeated,

    /// <summary>They begin after the next expected byte: something before them is missing.</summary>
    Gap,

    /// <summary>Too many bytes wait for the shell.</summary>
    Full,
}
