using System.Globalization;
using System.Text;
using Anchorage.Grains.Abstractions.Terminals;

namespace Anchorage.Grains.Terminals;

/// <summary>What a terminal may be asked to be.</summary>
internal static class TerminalRules
{
    private const int MaxName = 64;

    /// <summary>Checks size and shell.</summary>
    /// <exception cref="AnchorageException"><c>invalid_request</c>.</exception>
    public static void Check(OpenTerminalRequest request)
    {
        if (request.Columns is < 1 or > 1000)
        {
            throw Fail.Invalid("columns", "must be 1 to 1000");
        }

        if (request.Rows is < 1 or > 1000)
        {
            throw Fail.Invalid("rows", "must be 1 to 1000");
        }

        if (request.Shell is not (null or "bash" or "sh" or "zsh" or "ash"))
        {
            throw Fail.Invalid("shell", "must be bash, sh, zsh or ash");
        }
    }

    /// <summary>A name without the blanks around it; null stays null.</summary>
    /// <exception cref="AnchorageException"><c>invalid_request</c>.</exception>
    public static string? Name(string? name)
    {
        name = name?.Trim();
        return name is null || (name.Length <= MaxName && !name.EnumerateRunes().Any(IsInvisible))
            ? name
            : throw Fail.Invalid("name", $"must have at most {MaxName} characters and no control characters");
    }

    // Marks that change the direction of text count: a name stands beside others.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned;
}
