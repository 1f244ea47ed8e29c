namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Moving the cursor.</summary>
internal sealed partial class VirtualScreen
{
    // Sequences that move the cursor.
    private bool Move(char final, VtParameters p)
    {
        ScreenBuffer b = Active;
        int n = p.AtLeastOne(0);
        long up = b.Y >= b.Top ? Math.Max(b.Y - n, b.Top) : b.Y - n;
        long down = b.Y <= b.Bottom ? Math.Min(b.Y + (long)n, b.Bottom) : b.Y + (long)n;
        switch (final)
        {
            case 'A':
                MoveTo(b, b.X, up);
                break;
            case 'B':
                MoveTo(b, b.X, down);
                break;
            case 'C' or 'a':
                MoveTo(b, b.X + (long)n, b.Y);
                break;
            case 'D':
                CursorBack(b, n);
                break;
            case 'E':
                MoveTo(b, 0, down);
                break;
            case 'F':
                MoveTo(b, 0, up);
                break;
            case 'G' or '`':
                MoveTo(b, n - 1, b.Y);
                break;
            case 'H' or 'f':
                MoveTo(b, p.AtLeastOne(1) - 1, (Modes.Origin ? b.Top : 0) + (long)n - 1);
                break;
            case 'I' or 'Z' when b.X < Columns:
                Tabs(n, final == 'I' ? b.NextTab : b.PreviousTab);
                break;
            case 'd':
                MoveTo(b, b.X, (Modes.Origin ? b.Top : 0) + (long)n - 1);
                break;
            case 'e':
                MoveTo(b, b.X, b.Y + (long)n);
                break;
            case 'r':
                SetMargins(b, p);
                break;
            case 's':
                SaveCursor();
                break;
            case 'u':
                RestoreCursor();
                break;
            default:
                return false;
        }

        return true;
    }

    private void MoveTo(ScreenBuffer b, long x, long y)
    {
        b.X = (int)Math.Clamp(x, 0, Columns - 1);
        b.Y = (int)Math.Clamp(y, 0, Rows - 1);
        b.Restrict(Modes.Origin);
    }

    private void CursorBack(ScreenBuffer b, int n)
    {
        b.Restrict(Modes.Origin);
        MoveTo(b, b.X - (long)n, b.Y);
    }

    private void Tabs(int count, Func<int, int> next)
    {
        int before = -1;
        for (int i = 0; i < count && Active.X != before; i++)
        {
            before = Active.X;
            Active.X = next(before);
        }
    }

    private void SetMargins(ScreenBuffer b, VtParameters p)
    {
        int top = p.AtLeastOne(0);
        int bottom = p.Count < 2 || p[1] == 0 || p[1] > Rows ? Rows : p[1];
        if (bottom > top)
        {
            b.SetMargins(top - 1, bottom - 1);
            MoveTo(b, 0, Modes.Origin ? b.Top : 0);
        }
    }
}
