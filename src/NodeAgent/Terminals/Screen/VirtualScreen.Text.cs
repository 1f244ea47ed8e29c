using System.Text;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Reading the screen as text.</summary>
internal sealed partial class VirtualScreen
{
    /// <summary>What is shown now, with the newest lines above it.</summary>
    internal ScreenCopy Copy(int scrollback)
    {
        ScreenBuffer buffer = Active;
        var rows = new (string Text, bool Wrapped)[buffer.RowCount];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = (TextOf(buffer[i], full: i + 1 < rows.Length && buffer[i + 1].Wrapped), buffer[i].Wrapped);
        }

        return new ScreenCopy(
            Columns, Rows, Math.Min(buffer.X, Columns - 1), buffer.Y, !Modes.CursorHidden, Title, WorkingDirectory, buffer != Main, rows,
            Scrollback?.Copy(scrollback) ?? new ScrollbackCopy([], []), Scrollback?.Count ?? 0);
    }

    /// <summary>The text of a row without the empty cells at its end.</summary>
    internal string TextOf(Row row) => TextOf(row, full: false);

    /// <summary>The text of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="full">True to keep the empty cells at its end, because its line goes on in the next row.</param>
    private string TextOf(Row row, bool full)
    {
        int length = full ? row.Cells.Length : row.UsedLength();
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++)
        {
            Cell cell = row.Cells[i];
            text.Append(cell is { Content: 0, Width: 1 } ? " " : TextOf(cell));
        }

        return full ? text.ToString() : text.ToString().TrimEnd(' ');
    }
}
