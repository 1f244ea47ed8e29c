namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>The modes that a program can set. A fresh terminal has the values of a new instance.</summary>
internal sealed record ScreenModes
{
    internal bool Insert { get; set; }

    internal bool NewLine { get; set; }

    internal bool ApplicationCursor { get; set; }

    internal bool ApplicationKeypad { get; set; }

    internal bool Origin { get; set; }

    internal bool Wraparound { get; set; } = true;

    internal bool ReverseWraparound { get; set; }

    internal bool CursorHidden { get; set; }

    /// <summary>Whether the cursor blinks, null to leave it to the viewer.</summary>
    internal bool? CursorBlink { get; set; }

    internal bool BracketedPaste { get; set; }

    internal bool SendFocus { get; set; }

    internal bool SynchronizedOutput { get; set; }

    internal bool ColorSchemeUpdates { get; set; }

    /// <summary>DEC mode of the mouse: 9, 1000, 1002, 1003, or 0 for none.</summary>
    internal int Mouse { get; set; }

    /// <summary>DEC mode of the mouse's encoding: 1006, 1016, or 0 for the first one.</summary>
    internal int MouseEncoding { get; set; }
}
