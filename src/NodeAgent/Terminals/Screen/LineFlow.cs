namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Breaks lines anew when the width of the screen changes.</summary>
internal static class LineFlow
{
    /// <summary>Joins rows that were one line and breaks them at another width.</summary>
    /// <returns>As many rows as the screen has, and where the cursor is.</returns>
    internal static (List<Row> Rows, int X, int Y) Break(List<Row> rows, int columns, int height, int x, int y, Scrollback? scrollback)
    {
        rows = [.. rows];
        while (rows[0].Wrapped && scrollback?.TakeLast() is { } before)
        {
            // The beginning of a line whose rest is on the screen.
            rows.Insert(0, before);
            y++;
        }

        List<Row> result = [];
        (int cursorX, int cursorY) = (0, 0);
        for (int first = 0; first < rows.Count;)
        {
            int last = first;
            while (last + 1 < rows.Count && rows[last + 1].Wrapped)
            {
                last++;
            }

            List<Cell> line = Join(rows, first, last);
            int cursor = -1;
            if (y >= first && y <= last)
            {
                cursor = Enumerable.Range(first, y - first).Sum(i => rows[i].Cells.Length) + x;
                while (line.Count < cursor)
                {
                    line.Add(Cell.Empty(default));
                }
            }

            int start = result.Count;
            List<int> starts = Fold(line, columns, rows[first].Wrapped, result);
            if (cursor >= 0)
            {
                int row = starts.FindLastIndex(at => at <= cursor);
                (cursorX, cursorY) = (cursor - starts[row], start + row);
            }

            first = last + 1;
        }

        while (result.Count > height && result.Count > cursorY + 1 && result[^1].UsedLength() == 0)
        {
            result.RemoveAt(result.Count - 1);
        }

        while (result.Count > height)
        {
            scrollback?.Add(result[0], continues: result[1].Continues);
            result.RemoveAt(0);
            cursorY--;
        }

        while (result.Count < height)
        {
            int added = TakeLine(result, columns, scrollback);
            cursorY += added;
            if (added == 0)
            {
                result.Add(new Row(columns, default));
            }
        }

        while (result.Count > height)
        {
            scrollback?.Add(result[0], continues: result[1].Continues);
            result.RemoveAt(0);
            cursorY--;
        }

        return (result, cursorX, Math.Max(cursorY, 0));
    }

    // Puts the newest line of the scrollback above the rows; returns how many rows it takes.
    private static int TakeLine(List<Row> rows, int columns, Scrollback? scrollback)
    {
        List<Row> line = [];
        while ((line.Count == 0 || line[0].Wrapped) && scrollback?.TakeLast() is { } row)
        {
            line.Insert(0, row);
        }

        if (line.Count == 0)
        {
            return 0;
        }

        List<Row> folded = [];
        Fold(Join(line, 0, line.Count - 1), columns, line[0].Wrapped, folded);
        rows.InsertRange(0, folded);
        return folded.Count;
    }

    private static List<Cell> Join(List<Row> rows, int first, int last)
    {
        List<Cell> line = [];
        for (int i = first; i <= last; i++)
        {
            Row row = rows[i];
            int length = i == last ? row.UsedLength() : row.Cells.Length;

            // The place left free because a wide character did not fit is no character.
            if (i < last && length > 1 && row.Cells[length - 1] is { Content: 0, Width: 1 } && rows[i + 1].Cells[0].Width == 2)
            {
                length--;
            }

            line.AddRange(row.Cells.AsSpan(0, length));
        }

        return line;
    }

    // Answers for each row with which cell of the line it begins.
    private static List<int> Fold(List<Cell> line, int columns, bool wrapped, List<Row> result)
    {
        List<int> starts = [];
        int at = 0;
        do
        {
            starts.Add(at);
            var row = new Row(columns, default) { Wrapped = wrapped || at > 0 };
            int count = Math.Min(columns, line.Count - at);
            if (count == columns && columns > 1 && at + count < line.Count && line[at + count - 1].Width == 2)
            {
                count--;
            }

            line.CopyTo(at, row.Cells, 0, count);
            if (count > 0 && row.Cells[count - 1].Width == 2)
            {
                row.Cells[count - 1] = Cell.Empty(default);
            }

            at += Math.Max(count, 1);
            result.Add(row);
        }
        while (at < line.Count);
        return starts;
    }
}
