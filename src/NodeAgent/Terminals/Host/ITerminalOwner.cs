namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Hears what happens to terminals.</summary>
internal interface ITerminalOwner
{
    /// <summary>Size or state changed.</summary>
    void OnChanged(Terminal terminal);

    /// <summary>Somebody typed.</summary>
    void OnTyped(Terminal terminal);

    /// <summary>True while somebody types in a terminal beside this one.</summary>
    bool IsTypedBeside(Terminal terminal);

    /// <summary>The terminal is over and can be forgotten.</summary>
    void OnEnded(Terminal terminal);
}
