namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>What is printed for an ASCII code under a character set.</summary>
internal static class Charsets
{
    // Codes 0x60 to 0x7E of DEC Special Graphics.
    private const string Graphics = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    /// <summary>The scalar of a code.</summary>
    internal static uint Map(Charset charset, byte code) => charset switch
    {
        Charset.Graphics when code is >= 0x60 and <= 0x7E => Graphics[code - 0x60],
        Charset.British when code == (byte)'#' => '£',
        _ => code,
    };

    /// <summary>The set that a final byte designates; those that are not known count as ASCII.</summary>
    internal static Charset Of(byte final) => final switch
    {
        (byte)'0' => Charset.Graphics,
        (byte)'A' => Charset.British,
        _ => Charset.Us,
    };

    /// <summary>The final byte that designates a set.</summary>
    internal static char Final(Charset charset) => charset switch
    {
        Charset.Graphics => '0',
        Charset.British => 'A',
        _ => 'B',
    };
}
