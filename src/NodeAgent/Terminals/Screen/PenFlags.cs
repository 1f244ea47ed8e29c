namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>How a character is drawn. The upper bits hold the style of the underline, 0 for none.</summary>
[Flags]
internal enum PenFlags : ushort
{
    /// <summary>Plain.</summary>
    None = 0,

    /// <summary>SGR 1.</summary>
    Bold = 1,

    /// <summary>SGR 2.</summary>
    Dim = 1 << 1,

    /// <summary>SGR 3.</summary>
    Italic = 1 << 2,

    /// <summary>SGR 5.</summary>
    Blink = 1 << 3,

    /// <summary>SGR 7.</summary>
    Inverse = 1 << 4,

    /// <summary>SGR 8.</summary>
    Hidden = 1 << 5,

    /// <summary>SGR 9.</summary>
    Strike = 1 << 6,

    /// <summary>SGR 53.</summary>
    Overline = 1 << 7,

    /// <summary>DECSCA 1: selective erasure leaves it.</summary>
    Protected = 1 << 8,

    /// <summary>Lowest bit of the underline's style.</summary>
    Underline1 = 1 << 9,

    /// <summary>Middle bit of the underline's style.</summary>
    Underline2 = 1 << 10,

    /// <summary>Highest bit of the underline's style.</summary>
    Underline4 = 1 << 11,

    /// <summary>The style: 1 single, 2 double, 3 curly, 4 dotted, 5 dashed.</summary>
    UnderlineMask = Underline1 | Underline2 | Underline4,
}
