namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>What is printed for an ASCII code under a character set.</summary>
internal static class Charsets
{
    // The final bytes that designate each set, and what it prints in place of which codes.
    private static readonly (string Finals, string Codes, string Characters)[] Sets =
    [
        ("B", string.Empty, string.Empty),
        ("A", "#", "£"),
        ("0", "`abcdefghijklmnopqrstuvwxyz{|}~", "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"),
        ("4", "#@[\\]{|}~", "£¾ĳ½|¨f¼´"),
        ("C5", "[\\]^`{|}~", "ÄÖÅÜéäöåü"),
        ("R", "#@[\\]{|}~", "£à°ç§éùè¨"),
        ("Q", "@[\\]^`{|}~", "àâçêîôéùèû"),
        ("K", "@[\\]{|}~", "§ÄÖÜäöüß"),
        ("Y", "#@[\\]`{|}~", "£§°çéùàòèì"),
        ("E6", "@[\\]^`{|}~", "ÄÆØÅÜäæøåü"),
        ("Z", "#@[\\]{|}", "£§¡Ñ¿°ñç"),
        ("H7", "@[\\]^`{|}~", "ÉÄÖÅÜéäöåü"),
        ("=", "#@[\\]^_`{|}~", "ùàéçêîèôäöüû"),
    ];

    // For each set the characters of the codes 0x20 to 0x7F.
    private static readonly char[][] Tables = [.. Sets.Select(set => TableOf(set.Codes, set.Characters))];

    /// <summary>The scalar of a code, 0x20 to 0x7E.</summary>
    internal static uint Map(Charset charset, byte code) => Tables[(int)charset][code - ' '];

    /// <summary>The set that a final byte designates; null for one that is not known, which designates nothing.</summary>
    internal static Charset? Of(byte final)
    {
        int index = Array.FindIndex(Sets, set => set.Finals.Contains((char)final, StringComparison.Ordinal));
        return index < 0 ? null : (Charset)index;
    }

    /// <summary>The final byte that designates a set.</summary>
    internal static char Final(Charset charset) => Sets[(int)charset].Finals[0];

    private static char[] TableOf(string codes, string characters)
    {
        char[] table = [.. Enumerable.Range(' ', 0x60).Select(code => (char)code)];
        for (int i = 0; i < codes.Length; i++)
        {
            table[codes[i] - ' '] = characters[i];
        }

        return table;
    }
}
