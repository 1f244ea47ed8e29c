namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>One place on the screen.</summary>
internal struct Cell
{
    /// <summary>Marks <see cref="Content"/> as the number of a cluster instead of a scalar.</summary>
    internal const uint ClusterBit = 0x8000_0000;

    /// <summary>0 for nothing, a Unicode scalar, or a cluster's number with <see cref="ClusterBit"/>.</summary>
    internal uint Content;

    /// <summary>1, 2 for the left half of a wide character, 0 for its right half.</summary>
    internal byte Width;

    internal Pen Pen;

    internal Cell(uint content, byte width, Pen pen) => (Content, Width, Pen) = (content, width, pen);

    /// <summary>True when it shows nothing.</summary>
    internal readonly bool IsBlank => Content == 0 && Width == 1 && Pen.Background == 0 && Pen.Flags == PenFlags.None;

    /// <summary>True for a character of ASCII.</summary>
    internal readonly bool IsAscii => Content - ' ' <= '~' - ' ' && Width == 1;

    /// <summary>An empty cell of a pen.</summary>
    internal static Cell Empty(Pen pen) => new(0, 1, pen);
}
