using System.Text;
using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.NodeAgent.Tests.Terminals.Screen;

/// <summary>Describes our screen in the words of <c>oracle.mjs</c>.</summary>
internal static class ScreenPicture
{
    private static readonly PenFlags[] Order =
        [PenFlags.Bold, PenFlags.Dim, PenFlags.Italic, PenFlags.Blink, PenFlags.Inverse, PenFlags.Hidden, PenFlags.Strike, PenFlags.Overline];

    /// <summary>Feeds a screen with output and changes of size.</summary>
    public static VirtualScreen Show(int columns, int rows, int scrollback, params IReadOnlyList<ScreenStep> steps)
    {
        var screen = new VirtualScreen(columns, rows, scrollback, 1 << 20);
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

        return screen;
    }

    /// <summary>As <see cref="OracleScreen.Picture"/>.</summary>
    public static string Of(VirtualScreen screen)
    {
        ScreenBuffer buffer = screen.Active;
        var text = new StringBuilder();
        text.Append($"cursor {buffer.X},{buffer.Y} {(buffer == screen.Main ? "main" : "alternate")}");
        for (int y = 0; y < screen.Rows; y++)
        {
            List<string> cells = [.. buffer[y].Cells.Select(cell => Describe(screen, cell))];
            while (cells.Count > 0 && cells[^1] == "|0")
            {
                cells.RemoveAt(cells.Count - 1);
            }

            text.Append($"\n{y,3}:\t{string.Join('\t', cells)}");
        }

        return text.ToString();
    }

    /// <summary>As <see cref="OracleScreen.ModeList"/>.</summary>
    public static string ModeList(VirtualScreen screen)
    {
        ScreenModes modes = screen.Modes;
        string shape = screen.CursorShape switch { 0 => "default", < 3 => "block", < 5 => "underline", _ => "bar" };
        string pulse = screen.CursorShape == 0 ? string.Empty : screen.CursorShape % 2 == 1 ? " blinking" : " steady";
        (string Name, object Value)[] all =
        [
            ("applicationCursorKeysMode", modes.ApplicationCursor),
            ("applicationKeypadMode", modes.ApplicationKeypad),
            ("blink", modes.CursorBlink == true),
            ("bracketedPasteMode", modes.BracketedPaste),
            ("cursor", shape + pulse + (modes.CursorHidden ? " hidden" : string.Empty)),
            ("insertMode", modes.Insert),
            ("mouseEncoding", modes.MouseEncoding switch { 1006 => "SGR", 1016 => "SGR_PIXELS", _ => "DEFAULT" }),
            ("mouseTrackingMode", modes.Mouse switch { 9 => "x10", 1000 => "vt200", 1002 => "drag", 1003 => "any", _ => "none" }),
            ("newLine", modes.NewLine),
            ("originMode", modes.Origin),
            ("reverseWraparoundMode", modes.ReverseWraparound),
            ("sendFocusMode", modes.SendFocus),
            ("synchronizedOutputMode", modes.SynchronizedOutput),
            ("wraparoundMode", modes.Wraparound),
        ];
        return string.Join(' ', all.Select(mode => $"{mode.Name}={mode.Value}"));
    }

    /// <summary>The same with plain spaces as empty cells, which look alike unless a space has a line or is drawn inverse.</summary>
    public static string Blank(string picture) => string.Join('\n', picture.Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(Blanked)).TrimEnd('\t')));

    private static string Blanked(string cell)
    {
        string[] parts = cell.Split('|');
        if (parts is ["", "0", ..])
        {
            // The right half shows nothing of its own.
            return string.Empty;
        }

        bool plain = parts is [" ", "1", _, _, ['0' or '1', _, _, _, '0', _, '0', '0', '0']];
        return plain ? parts[3] == "0" ? string.Empty : "|" + parts[3] : cell == "|0" ? string.Empty : cell;
    }

    private static string Describe(VirtualScreen screen, Cell cell)
    {
        string background = Color(cell.Pen.Background);
        if (cell is { Content: 0, Width: 1 })
        {
            return "|" + background;
        }

        string flags = string.Concat(Order.Select(flag => (cell.Pen.Flags & flag) != 0 ? '1' : '0')) + (cell.Pen.Underline > 0 ? '1' : '0');
        return $"{screen.TextOf(cell)}|{cell.Width}|{Color(cell.Pen.Foreground)}|{background}|{flags}{Beyond(screen, cell.Pen)}";
    }

    // Style and colour of the underline, protection and hyperlink; nothing for none of them.
    private static string Beyond(VirtualScreen screen, Pen pen)
    {
        string link = pen.Link > 0 ? Link(screen.LinkOf(pen.Link)) : string.Empty;
        string guarded = (pen.Flags & PenFlags.Protected) != 0 ? "guarded" : string.Empty;
        string text = $"{pen.Underline}|{(pen.Underline > 0 ? Color(pen.UnderlineColor) : "0")}|{guarded}|{link}";
        return text is "0|0||" or "1|0||" ? string.Empty : "|" + text;
    }

    // PARAMETERS;ADDRESS; of the parameters only the name counts.
    private static string Link(string text)
    {
        string[] parts = text.Split(';', 2);
        return parts[0].Split(':').FirstOrDefault(part => part.StartsWith("id=", StringComparison.Ordinal))?[3..] + ";" + parts[1];
    }

    private static string Color(uint color) => color == 0 ? "0" : $"{color >> 24}.{color & 0xFF_FFFF}";
}
