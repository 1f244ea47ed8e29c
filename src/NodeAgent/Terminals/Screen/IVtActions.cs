namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>What the parser finds in the output of a program.</summary>
internal interface IVtActions
{
    /// <summary>Printable ASCII, 0x20 to 0x7E.</summary>
    void PrintAscii(ReadOnlySpan<byte> text);

    /// <summary>One printable character beyond ASCII.</summary>
    void Print(uint scalar);

    /// <summary>A control character, C0 or C1.</summary>
    void Execute(byte control);

    /// <summary>An escape sequence.</summary>
    /// <param name="intermediate">The byte between ESC and the final one, 0 for none.</param>
    /// <param name="final">The final byte.</param>
    void Escape(byte intermediate, byte final);

    /// <summary>A control sequence.</summary>
    /// <param name="prefix">One of <c>&lt; = &gt; ?</c> or 0.</param>
    /// <param name="intermediate">The byte before the final one, 0 for none.</param>
    /// <param name="final">The final byte.</param>
    /// <param name="parameters">Its numbers, valid during the call.</param>
    void Control(byte prefix, byte intermediate, byte final, VtParameters parameters);

    /// <summary>An operating system command.</summary>
    /// <param name="text">Everything between its introduction and its end, UTF-8.</param>
    void Command(ReadOnlySpan<byte> text);

    /// <summary>A device control string.</summary>
    /// <param name="prefix">One of <c>&lt; = &gt; ?</c> or 0.</param>
    /// <param name="intermediate">The byte before the final one, 0 for none.</param>
    /// <param name="final">The final byte.</param>
    /// <param name="text">Its content.</param>
    void Device(byte prefix, byte intermediate, byte final, ReadOnlySpan<byte> text);
}
