using System.Text;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Control characters and sequences.</summary>
internal sealed partial class VirtualScreen
{
    private const int LastCursorShape = 6;

    // No program repeats a character more often; a number without meaning must not take time.
    private const int MostRepetitions = 0xFFFF;

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
            case ('\0', '~'):
                // Those that lock a set into the right half do it in the left one, as in xterm.js: UTF-8 has no right half.
                Shift(1);
                break;
            case ('\0', 'n' or '}'):
                Shift(2);
                break;
            case ('\0', 'o' or '|'):
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
            case ('%', '@' or 'G'):
                SelectDefaultCharset();
                break;
            case ('(' or ')' or '-' or '*' or '.' or '+', _):
                Designate(intermediate switch { (byte)'(' => 0, (byte)')' or (byte)'-' => 1, (byte)'+' => 3, _ => 2 }, Charsets.Of(final));
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
            case ('>', '\0') when final == (byte)'c' && parameters[0] == 0:
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
                CursorShape = parameters[0] <= LastCursorShape ? parameters[0] : CursorShape;
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

    private void Designate(int slot, Charset? charset)
    {
        if (charset is { } known)
        {
            _charsets[slot] = known;
            _charset = slot == _shift ? known : _charset;
        }
    }

    private void ResetCharsets()
    {
        Array.Clear(_charsets);
        Shift(0);
    }

    private void SelectDefaultCharset()
    {
        _charsets[0] = Charset.Us;
        Shift(0);
    }

    private void Plain(char final, VtParameters p)
    {
        if (!Move(final, p))
        {
            Edit(final, p);
        }
    }

    // Sequences that change what is shown, or ask for it.
    private void Edit(char final, VtParameters p)
    {
        ScreenBuffer b = Active;
        int n = p.AtLeastOne(0);
        switch (final)
        {
            case '@':
                b.Restrict(origin: Modes.Origin);
                b.CursorRow.Insert(b.X, n, Blank);
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
            case 'T':
                b.Rotate(b.Bottom, b.Top, n, default);
                break;
            case 'X':
                b.Restrict(origin: Modes.Origin);
                b.CursorRow.Erase(b.X, (int)Math.Min(b.X + (long)n, Columns), Blank);
                break;
            case 'c' when p[0] == 0:
                Answer("\e[?1;2c");
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
            case 't':
                ReportWindow(p[0]);
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

    private void Repeat(int count)
    {
        if (_joinable == 0)
        {
            return;
        }

        // The character with the marks that joined it.
        Cell last = Active.CursorRow.Cells[Math.Max(Active.X - _joinable, 0)];
        string text = (last.Content & Cell.ClusterBit) != 0 ? TextOf(last) : new Rune(_lastPrinted).ToString();
        for (int i = Math.Min(count, MostRepetitions); i > 0; i--)
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
