using System.Text;
using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.NodeAgent.Tests.Terminals.Screen.Vttest;

/// <summary>Says in which respect our screen differs from the dashboard's terminal after the same output.</summary>
internal static class Likeness
{
    // What is not on the screen shows in what these draw: pen, pending wrap, saved cursors, tab stops, margins, character sets, the other buffer. NUL first: a mark joins only what was printed just before.
    private static readonly string[] Probes =
    [
        "\0pq",
        "\0\e8s\e[0m\r\ta\tb\tc",
        "\0\r\n\n\n\n\n\n\n\n\nbottom\e[H\eMtop\e[2B\eDx",
        "\0`q#[\x0e`q#[\en`q#[\eo`q#[\x0f`q#[",
        "\0\e[?1047hother\e8t\e[?1047lmain\e8u",
        "\0a long line without an end that goes round the corner twice\tand a tab",
    ];

    /// <summary>Compares screen, cursor, attributes, modes, title, answers and lines above; then the same of a terminal that was given the snapshot instead.</summary>
    /// <returns>The first difference with what led to it, or empty.</returns>
    public static Task<string> DifferenceAsync(ScreenOracle oracle, int columns, int rows, params IReadOnlyList<ScreenStep> steps) => DifferenceAsync(oracle, columns, rows, Probes.Length, steps);

    /// <summary>The same with only some of what draws the rest, for very many comparisons.</summary>
    public static async Task<string> DifferenceAsync(ScreenOracle oracle, int columns, int rows, int probes, params IReadOnlyList<ScreenStep> steps)
    {
        OracleScreen theirs = await oracle.ShowAsync(columns, rows, 200, steps);
        var answers = new StringBuilder();
        var screen = new VirtualScreen(columns, rows, 200, 1 << 20) { Reply = text => answers.Append(Encoding.ASCII.GetString(text)) };
        Feed(screen, steps);

        string difference = FirstOf(
            ("screen", ScreenPicture.Of(screen), theirs.Picture()),
            ("wrapped rows", string.Join(' ', Enumerable.Range(0, screen.Rows).Select(y => screen.Active[y].Wrapped)), string.Join(' ', theirs.Wrapped)),
            ("modes", ScreenPicture.ModeList(screen), theirs.ModeList()),
            ("title", screen.Title, theirs.Title),
            ("answers", Escaped(answers.ToString()), Escaped(theirs.Answers)));
        if (difference.Length > 0)
        {
            return difference;
        }

        byte[] snapshot = screen.Snapshot(withScrollback: true);
        (int firstColumns, int firstRows) = (columns, rows);
        (columns, rows) = (screen.Columns, screen.Rows);
        ScreenStep rest = Unfinished(screen, steps);
        OracleScreen restored = await oracle.ShowAsync(columns, rows, 200, snapshot, rest);
        difference = FirstOf(
            ("restored screen", ScreenPicture.Blank(restored.Picture()), ScreenPicture.Blank(theirs.Picture())),
            ("restored modes", restored.ModeList(), theirs.ModeList()),
            ("restored title", restored.Title, theirs.Title),
            ("answers to a snapshot", Escaped(restored.Answers), string.Empty),
            ("restored lines above", string.Join('\n', restored.Above), string.Join('\n', theirs.Above)));
        foreach (string probe in difference.Length > 0 ? [] : Probes.Take(probes))
        {
            OracleScreen stayed = await oracle.ShowAsync(firstColumns, firstRows, 200, [.. steps, probe]);
            OracleScreen returned = await oracle.ShowAsync(columns, rows, 200, snapshot, rest, probe);
            difference = FirstOf(($"what {Escaped(probe)} draws after the snapshot", ScreenPicture.Blank(returned.Picture()), ScreenPicture.Blank(stayed.Picture())));
            if (difference.Length > 0)
            {
                break;
            }
        }

        return difference.Length == 0 ? string.Empty : $"{difference}\nsnapshot: {Escaped(Encoding.UTF8.GetString(snapshot))}";
    }

    /// <summary>Control characters in words.</summary>
    public static string Escaped(string text) => string.Concat(text.Select(one => one switch
    {
        '\e' => "\\e",
        '\n' => "\\n",
        '\r' => "\\r",
        < ' ' or (>= '\x7F' and < '\xA0') => $"\\x{(int)one:x2}",
        _ => one.ToString(),
    }));

    private static void Feed(VirtualScreen screen, IReadOnlyList<ScreenStep> steps)
    {
        foreach (ScreenStep step in steps)
        {
            if (step.Output is { } output)
            {
                screen.Feed(output);
            }
            else
            {
                screen.Resize(step.Columns, step.Rows);
            }
        }
    }

    // The bytes of a sequence that has no end yet: the stream after a snapshot begins with them.
    private static ScreenStep Unfinished(VirtualScreen screen, IReadOnlyList<ScreenStep> steps)
    {
        byte[] all = [.. steps.SelectMany(step => step.Output ?? [])];
        return all[(int)screen.RestOffset..];
    }

    private static string FirstOf(params ReadOnlySpan<(string What, string Ours, string Expected)> pairs)
    {
        foreach ((string what, string ours, string expected) in pairs)
        {
            if (ours != expected)
            {
                return $"{what}:\n{ours}\nexpected:\n{expected}";
            }
        }

        return string.Empty;
    }
}
