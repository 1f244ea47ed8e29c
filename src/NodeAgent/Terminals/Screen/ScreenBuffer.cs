namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>The rows of a screen with cursor, margins and tab stops. There are two: the main one, whose rows go to the scrollback, and the alternate one.</summary>
internal sealed class ScreenBuffer
{
    private const int TabWidth = 8;

    private readonly Scrollback? _scrollback;
    private Row[] _rows;
    private bool[] _tabs;

    /// <summary>An empty buffer.</summary>
    /// <param name="columns">Width.</param>
    /// <param name="rows">Height.</param>
    /// <param name="scrollback">Where rows go that leave at the top, or null.</param>
    internal ScreenBuffer(int columns, int rows, Scrollback? scrollback)
    {
        _scrollback = scrollback;
        _rows = [.. Enumerable.Range(0, rows).Select(_ => new Row(columns, default))];
        _tabs = NewTabs(columns);
        Bottom = rows - 1;
        Columns = columns;
    }

    internal int Columns { get; private set; }

    internal int RowCount => _rows.Length;

    /// <summary>Column of the cursor; equal to the width after the last column was printed: the next character wraps.</summary>
    internal int X { get; set; }

    /// <summary>Row of the cursor.</summary>
    internal int Y { get; set; }

    /// <summary>How many rows have left at the top.</summary>
    internal long Scrolled { get; private set; }

    /// <summary>First row of the scroll region.</summary>
    internal int Top { get; private set; }

    /// <summary>Last row of the scroll region.</summary>
    internal int Bottom { get; private set; }

    /// <summary>What DECSC kept.</summary>
    internal SavedCursor Saved { get; set; }

    internal Row CursorRow => _rows[Y];

    internal Row this[int row] => _rows[row];

    /// <summary>Brings the cursor onto the screen.</summary>
    internal void Restrict(bool origin, int? lastColumn = null)
    {
        X = Math.Clamp(X, 0, lastColumn ?? Columns - 1);
        Y = origin ? Math.Clamp(Y, Top, Bottom) : Math.Clamp(Y, 0, RowCount - 1);
    }

    /// <summary>Sets the scroll region.</summary>
    internal void SetMargins(int top, int bottom) => (Top, Bottom) = (top, bottom);

    /// <summary>One row down; scrolls at the bottom margin.</summary>
    /// <returns>True when it scrolled.</returns>
    internal bool Down(Pen erase, bool wrapped = false)
    {
        if (Y == Bottom)
        {
            ScrollUp(erase, wrapped);
            return true;
        }

        Y = Math.Min(Y + 1, RowCount - 1);
        return false;
    }

    /// <summary>One row up; scrolls at the top margin.</summary>
    internal void Up(Pen erase)
    {
        if (Y == Top)
        {
            Row row = _rows[Bottom];
            Array.Copy(_rows, Top, _rows, Top + 1, Bottom - Top);
            row.Clear(erase);
            _rows[Top] = row;
        }
        else
        {
            Y = Math.Max(Y - 1, 0);
        }
    }

    /// <summary>Removes rows at one place of the scroll region and adds empty ones at another.</summary>
    internal void Rotate(int remove, int add, int count, Pen erase)
    {
        count = Math.Min(count, Math.Abs(add - remove) + 1);
        for (int i = 0; i < count; i++)
        {
            Row row = _rows[remove];
            if (remove < add)
            {
                Array.Copy(_rows, remove + 1, _rows, remove, add - remove);
            }
            else
            {
                Array.Copy(_rows, add, _rows, add + 1, remove - add);
            }

            row.Clear(erase);
            _rows[add] = row;
        }
    }

    /// <summary>Column of the next tab stop.</summary>
    internal int NextTab(int column)
    {
        column++;
        while (column < Columns && !_tabs[column])
        {
            column++;
        }

        return Math.Min(column, Columns - 1);
    }

    /// <summary>Column of the tab stop before.</summary>
    internal int PreviousTab(int column)
    {
        column--;
        while (column > 0 && !_tabs[column])
        {
            column--;
        }

        return Math.Max(column, 0);
    }

    /// <summary>Sets or removes a tab stop.</summary>
    internal void SetTab(int column, bool on)
    {
        if (column < Columns)
        {
            _tabs[column] = on;
        }
    }

    /// <summary>Removes all tab stops.</summary>
    internal void ClearTabs() => Array.Clear(_tabs);

    /// <summary>The tab stops when they are not every eight columns, else null.</summary>
    internal IReadOnlyList<int>? UnusualTabs() =>
        _tabs.AsSpan().SequenceEqual(NewTabs(Columns)) ? null : [.. Enumerable.Range(0, Columns).Where(column => _tabs[column])];

    /// <summary>Empties everything.</summary>
    internal void Reset(Pen pen)
    {
        foreach (Row row in _rows)
        {
            row.Clear(pen);
        }

        (X, Y, Top, Bottom, Saved) = (0, 0, 0, RowCount - 1, default);
        _tabs = NewTabs(Columns);
    }

    /// <summary>Sets the size. Rows that leave at the top go to the scrollback, and come back from there.</summary>
    /// <param name="columns">New width.</param>
    /// <param name="rows">New height.</param>
    /// <param name="reflow">True to break lines anew at the new width.</param>
    internal void Resize(int columns, int rows, bool reflow)
    {
        List<Row> lines = [.. _rows];
        SetHeight(lines, rows);
        if (columns != Columns)
        {
            if (reflow)
            {
                (lines, X, Y) = LineFlow.Break(lines, columns, rows, X, Y, _scrollback);
            }

            foreach (Row row in lines)
            {
                if (row.Cells.Length != columns)
                {
                    row.Resize(columns, default);
                }
            }

            _tabs = Widened(_tabs, columns);
            Columns = columns;
        }

        _rows = [.. lines];
        SetMargins(0, rows - 1);
        X = Math.Min(X, columns - 1);
        Y = Math.Clamp(Y, 0, rows - 1);
        Saved = Saved with { X = Math.Min(Saved.X, columns - 1), Y = Math.Min(Saved.Y, rows - 1) };
    }

    // From the last stop on there is one every eight columns again.
    private static bool[] Widened(bool[] old, int columns)
    {
        bool[] tabs = new bool[columns];
        old.AsSpan(0, Math.Min(columns, old.Length)).CopyTo(tabs);
        for (int column = Math.Max(Array.LastIndexOf(tabs, true), 0); column < columns; column += TabWidth)
        {
            tabs[column] = true;
        }

        return tabs;
    }

    private static bool[] NewTabs(int columns) => [.. Enumerable.Range(0, columns).Select(column => column % TabWidth == 0)];

    private void ScrollUp(Pen erase, bool wrapped)
    {
        Row row = _rows[Top];
        if (Top == 0)
        {
            Scrolled++;
            _scrollback?.Add(row, continues: RowCount > 1 && _rows[1].Continues);
        }

        Array.Copy(_rows, Top + 1, _rows, Top, Bottom - Top);
        row.Clear(erase);
        row.Wrapped = wrapped;
        _rows[Bottom] = row;
    }

    private void SetHeight(List<Row> lines, int rows)
    {
        while (lines.Count > rows)
        {
            if (lines.Count > Y + 1)
            {
                lines.RemoveAt(lines.Count - 1);
                continue;
            }

            _scrollback?.Add(lines[0], continues: lines[1].Continues);
            lines.RemoveAt(0);
            Y--;
        }

        while (lines.Count < rows)
        {
            if (Y == lines.Count - 1 && _scrollback?.TakeLast() is { } row)
            {
                lines.Insert(0, row);
                Y++;
            }
            else
            {
                lines.Add(new Row(Columns, default));
            }
        }
    }
}
