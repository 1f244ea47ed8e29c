namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>One numbering of input: bytes below <see cref="Accepted"/> are never typed again.</summary>
internal sealed class InputNumbering
{
    /// <summary>Bytes that were taken over.</summary>
    internal long Accepted { get; set; }

    /// <summary>Bytes that the terminal has; never more than <see cref="Accepted"/>.</summary>
    internal long Applied { get; set; }

    /// <summary>When it was last used, for throwing away the oldest.</summary>
    internal long LastUse { get; set; }
}
