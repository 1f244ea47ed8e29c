namespace Anchorage.Cli.Output;

/// <summary>Text that came from elsewhere and goes to a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Replaces control characters, so that a name or a log line cannot move the cursor, set a title or answer for the user.</summary>
    public static string Safe(string text)
    {
        var first = -1;
        for (var i = 0; i < text.Length && first < 0; i++)
        {
            first = IsUnsafe(text[i]) ? i : -1;
        }

        return first < 0
            ? text
            : string.Create(text.Length, text, static (target, source) =>
            {
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = IsUnsafe(source[i]) ? '\uFFFD' : source[i];
                }
            });
    }

    private static bool IsUnsafe(char value) => char.IsControl(value) && value is not '\t' and not '\n';
}
