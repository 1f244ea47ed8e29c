using System.Text;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Control characters and sequences.</summary>
internal sealed partial class VirtualScreen
{
    private Pen Blank => _pen.Erased;

    /// <inheritdoc/>
    public void Execute(byte control)
    {
        ScreenBuffer b = Active;
        _joinable = 0;
        switch (control)
        {
            case 0x08:
                Backspace(b);
                break;
            case 0x09 when b.X < Columns:
                b.X = b.NextTab(b.X);
                break;
            case 0x0A or 0x0B or 0x0C:
                LineFeed(b);
                break;
            case 0x0D:
                b.X = 0;
                break;
            case 0x0E:
                Shift(1);
                break;
            case 0x0F:
                Shift(0);
                break;
            case 0x84:
                Index(b);
                break;
            case 0x85:
                b.X = 0;
                Index(b);
                break;
            case 0x88:
                b.SetTab(b.X, on: true);
                break;
        }
    }

    /// <inheritdoc/>
    public void Escape(byte intermediate, byte final)
    {
        ScreenBuffer b = Active;
        _joinable = 0;
        switch (((char)intermediate, (char)final))
        {
            case ('\0', '7'):
                SaveCursor();
                break;
            case ('\0', '8'):
                RestoreCursor();
                break;
            case ('\0', 'D'):
                Index(b);
                break;
            case ('\0', 'E'):
                b.X = 0;
                Index(b);
                break;
            case ('\0', 'H'):
                b.SetTab(b.X, on: true);
                break;
            case ('\0', 'M'):
                b.Restrict(origin: false);
                b.Up(Blank);
                break;
            case ('\0', 'c'):
                FullReset();
                break;
            case ('\0', 'n'):
                Shift(2);
                break;
            case ('\0', 'o'):
                Shift(3);
                break;
            case ('\0', '='):
                Modes.ApplicationKeypad = true;
                break;
            case ('\0', '>'):
                Modes.ApplicationKeypad = false;
                break;
            case ('#', '8'):
                FillWithE(b);
                break;
            case ('%', _):
                ResetCharsets();
                break;
            case ('(', _):
                Designate(0, Charsets.Of(final));
                break;
            case (')' or '-', _):
                Designate(1, Charsets.Of(final));
                break;
            case ('*' or '.', _):
                Designate(2, Charsets.Of(final));
                break;
            case ('+', _):
                Designate(3, Charsets.Of(final));
                break;
        }
    }

    /// <inheritdoc/>
    public void Control(byte prefix, byte intermediate, byte final, VtParameters parameters)
    {
        if (((char)prefix, (char)intermediate, (char)final) == ('\0', '\0', 'b'))
        {
            Repeat(parameters.AtLeastOne(0));
            return;
        }

        _joinable = 0;
        switch (((char)prefix, (char)intermediate))
        {
            case ('\0', '\0'):
                Plain((char)final, parameters);
                break;
            case ('?', '\0'):
                Private((char)final, parameters);
                break;
            case ('>', '\0') when final == (byte)'c':
                Answer("\e[>0;276;0c");
                break;
            case ('>', '\0') when final == (byte)'q':
                Answer("\eP>|anchorage\e\\");
                break;
            case ('\0', '!') when final == (byte)'p':
                SoftReset();
                break;
            case ('\0', '"') when final == (byte)'q':
                _pen.Flags = parameters[0] == 1 ? _pen.Flags | PenFlags.Protected : _pen.Flags & ~PenFlags.Protected;
                break;
            case ('\0', ' ') when final == (byte)'q':
                CursorShape = parameters[0];
                break;
            case ('\0', '$') when final == (byte)'p':
                ReportMode(parameters[0], isPrivate: false);
                break;
            case ('?', '$') when final == (byte)'p':
                ReportMode(parameters[0], isPrivate: true);
                break;
            case ('\0', ' ' or '\'') when final is (byte)'@' or (byte)'A' or (byte)'}' or (byte)'~':
                ShiftColumns((char)intermediate, (char)final, parameters.AtLeastOne(0));
                break;
        }
    }

    private void Shift(int slot) => (_shift, _charset) = (slot, _charsets[slot]);

    private void Designate(int slot, Charset charset)
    {
        _charsets[slot] = charset;
        Shift(_shift);
    }

    private void ResetCharsets()
    {
        Array.Clear(_charsets);
        Shift(0);
    }

    private void Plain(char final, VtParameters p)
    {
        ScreenBuffer b = Active;
        int n = p.AtLeastOne(0);
        switch (final)
        {
            case '@':
                b.Restrict(origin: Modes.Origin);
                b.CursorRow.Insert(b.X, n, Blank);
                break;
            case 'A':
                MoveTo(b, b.X, b.Y >= b.Top ? Math.Max(b.Y - n, b.Top) : b.Y - n);
                break;
            case 'B' or 'e':
                MoveTo(b, b.X, final == 'B' && b.Y <= b.Bottom ? Math.Min(b.Y + (long)n, b.Bottom) : b.Y + (long)n);
                break;
            case 'C' or 'a':
                MoveTo(b, b.X + (long)n, b.Y);
                break;
            case 'D':
                CursorBack(b, n);
                break;
            case 'E':
                MoveTo(b, 0, b.Y <= b.Bottom ? Math.Min(b.Y + (long)n, b.Bottom) : b.Y + (long)n);
                break;
            case 'F':
                MoveTo(b, 0, b.Y >= b.Top ? Math.Max(b.Y - n, b.Top) : b.Y - n);
                break;
            case 'G' or '`':
                MoveTo(b, n - 1, b.Y);
                break;
            case 'H' or 'f':
                MoveTo(b, p.AtLeastOne(1) - 1, (Modes.Origin ? b.Top : 0) + (long)n - 1);
                break;
            case 'I' when b.X < Columns:
                Tabs(n, b.NextTab);
                break;
            case 'Z' when b.X < Columns:
                Tabs(n, b.PreviousTab);
                break;
            case 'J':
                EraseInDisplay(b, p[0], spareProtected: false);
                break;
            case 'K':
                EraseInLine(b, p[0], spareProtected: false);
                break;
            case 'L' or 'M':
                b.Restrict(origin: Modes.Origin);
                if (b.Y >= b.Top && b.Y <= b.Bottom)
                {
                    (int remove, int add) = final == 'L' ? (b.Bottom, b.Y) : (b.Y, b.Bottom);
                    b.Rotate(remove, add, n, Blank);
                    b.X = 0;
                }

                break;
            case 'P':
                b.Restrict(origin: Modes.Origin);
                b.CursorRow.Delete(b.X, n, Blank);
                break;
            case 'S':
                b.Rotate(b.Top, b.Bottom, n, Blank);
                break;
            case 'T' when p.Count == 1:
                b.Rotate(b.Bottom, b.Top, n, default);
                break;
            case 'X':
                b.Restrict(origin: Modes.Origin);
                b.CursorRow.Erase(b.X, (int)Math.Min(b.X + (long)n, Columns), Blank);
                break;
            case 'c' when p[0] == 0:
                Answer("\e[?1;2c");
                break;
            case 'd':
                MoveTo(b, b.X, (Modes.Origin ? b.Top : 0) + (long)n - 1);
                break;
            case 'g':
                ClearTabs(b, p[0]);
                break;
            case 'h' or 'l':
                SetModes(p, on: final == 'h');
                break;
            case 'm':
                Style(p);
                break;
            case 'n':
                ReportStatus(p[0], string.Empty);
                break;
            case 'r':
                SetMargins(b, p);
                break;
            case 's':
                SaveCursor();
                break;
            case 't':
                ReportWindow(p[0]);
                break;
            case 'u':
                RestoreCursor();
                break;
        }
    }

    private void Private(char final, VtParameters p)
    {
        switch (final)
        {
            case 'J':
                EraseInDisplay(Active, p[0], spareProtected: true);
                break;
            case 'K':
                EraseInLine(Active, p[0], spareProtected: true);
                break;
            case 'h' or 'l':
                SetPrivateModes(p, on: final == 'h');
                break;
            case 'n':
                ReportStatus(p[0], "?");
                break;
        }
    }

    private void MoveTo(ScreenBuffer b, long x, long y)
    {
        b.Restrict(origin: false, lastColumn: Columns);
        b.X = (int)Math.Clamp(x == Columns ? Columns - 1 : x, 0, Columns - 1);
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

    private void Repeat(int count)
    {
        if (_joinable == 0)
        {
            return;
        }

        // The character with the marks that joined it.
        Cell last = Active.CursorRow.Cells[Math.Max(Active.X - _joinable, 0)];
        string text = (last.Content & Cell.ClusterBit) != 0 ? TextOf(last) : new Rune(_lastPrinted).ToString();
        for (int i = Math.Min(count, Columns * Rows); i > 0; i--)
        {
            foreach (Rune rune in text.EnumerateRunes())
            {
                PrintOne((uint)rune.Value);
            }
        }

        _joinable = 0;
    }

    private void LineFeed(ScreenBuffer b)
    {
        if (Modes.NewLine)
        {
            b.X = 0;
        }

        if (!b.Down(Blank))
        {
            b.CursorRow.Wrapped = false;
        }

        b.X = Math.Min(b.X, Columns - 1);
    }

    private void Index(ScreenBuffer b)
    {
        b.Restrict(origin: false);
        b.Down(Blank);
    }

    private void Backspace(ScreenBuffer b)
    {
        if (!Modes.ReverseWraparound)
        {
            b.Restrict(origin: false);
            b.X = Math.Max(b.X - 1, 0);
            return;
        }

        b.Restrict(origin: false, lastColumn: Columns);
        if (b.X > 0)
        {
            b.X--;
        }
        else if (b.Y > b.Top && b.Y <= b.Bottom && b.CursorRow.Wrapped)
        {
            b.CursorRow.Wrapped = false;
            b.Y--;
            b.X = Columns - 1;
            if (b.CursorRow.Cells[b.X] is { Width: 1, Content: 0 } && b.X > 0)
            {
                b.X--;
            }
        }

        b.Restrict(origin: false);
    }
}
