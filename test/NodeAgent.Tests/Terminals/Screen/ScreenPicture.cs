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
        return $"{screen.TextOf(cell)}|{cell.Width}|{Color(cell.Pen.Foreground)}|{background}|{flags}";
    }

    private static string Color(uint color) => color == 0 ? "0" : $"{color >> 24}.{color & 0xFF_FFFF}";
}
