namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Erasing, and shifting columns.</summary>
internal sealed partial class VirtualScreen
{
    private void EraseInDisplay(ScreenBuffer b, int what, bool spareProtected)
    {
        b.Restrict(Modes.Origin, lastColumn: Columns);
        switch (what)
        {
            case 0:
                EraseCells(b.CursorRow, b.X, Columns, b.X == 0, spareProtected);
                EraseRows(b, b.Y + 1, b.RowCount, spareProtected);
                break;
            case 1:
                EraseCells(b.CursorRow, 0, b.X + 1, clearWrap: true, spareProtected);
                if (b.X + 1 >= Columns && b.Y + 1 < b.RowCount)
                {
                    b[b.Y + 1].Wrapped = false;
                }

                EraseRows(b, 0, b.Y, spareProtected);
                break;
            case 2:
                EraseRows(b, 0, b.RowCount, spareProtected);
                break;
            case 3 when b == Main:
                Scrollback?.Clear();
                break;
        }
    }

    private void EraseInLine(ScreenBuffer b, int what, bool spareProtected)
    {
        b.Restrict(Modes.Origin, lastColumn: Columns);
        (int from, int to, bool clearWrap) = what switch
        {
            0 => (b.X, Columns, b.X == 0),
            1 => (0, b.X + 1, false),
            2 => (0, Columns, true),
            _ => (0, 0, false),
        };
        EraseCells(b.CursorRow, from, to, clearWrap, spareProtected);
    }

    private void EraseCells(Row row, int from, int to, bool clearWrap, bool spareProtected)
    {
        row.Erase(from, to, Blank, spareProtected);
        row.Wrapped &= !clearWrap;
    }

    private void EraseRows(ScreenBuffer b, int from, int to, bool spareProtected)
    {
        for (int i = from; i < to; i++)
        {
            EraseCells(b[i], 0, Columns, clearWrap: true, spareProtected);
        }
    }

    private void ShiftColumns(char intermediate, char final, int count)
    {
        ScreenBuffer b = Active;
        if (b.Y < b.Top || b.Y > b.Bottom)
        {
            return;
        }

        for (int i = b.Top; i <= b.Bottom; i++)
        {
            int at = intermediate == ' ' ? 0 : Math.Min(b.X, Columns - 1);
            if (final is '@' or '~')
            {
                b[i].Delete(at, count, Blank);
            }
            else
            {
                b[i].Insert(at, count, Blank);
            }

            b[i].Wrapped = false;
        }
    }

    private static void ClearTabs(ScreenBuffer b, int what)
    {
        if (what == 0)
        {
            b.SetTab(b.X, on: false);
        }
        else if (what == 3)
        {
            b.ClearTabs();
        }
    }

    private void FillWithE(ScreenBuffer b)
    {
        // Colours and whether it is underlined, but not how.
        Pen pen = _pen with { Link = 0, UnderlineColor = 0 };
        pen.Underline = Math.Min(pen.Underline, 1);
        for (int i = 0; i < b.RowCount; i++)
        {
            Array.Fill(b[i].Cells, new Cell('E', 1, pen));
            b[i].Wrapped = false;
        }

        MoveTo(b, 0, Modes.Origin ? b.Top : 0);
    }
}
