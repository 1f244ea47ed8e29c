namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Modes, saved cursors and resets.</summary>
internal sealed partial class VirtualScreen
{
    private void SetModes(VtParameters p, bool on)
    {
        for (int i = 0; i < p.Count; i++)
        {
            switch (p[i])
            {
                case 4:
                    Modes.Insert = on;
                    break;
                case 20:
                    Modes.NewLine = on;
                    break;
            }
        }
    }

    private void SetPrivateModes(VtParameters p, bool on)
    {
        for (int i = 0; i < p.Count; i++)
        {
            switch (p[i])
            {
                case 1:
                    Modes.ApplicationCursor = on;
                    break;
                case 2 when on:
                    Array.Clear(_charsets);
                    _charset = Charset.Us;
                    break;
                case 6:
                    Modes.Origin = on;
                    MoveTo(Active, 0, on ? Active.Top : 0);
                    break;
                case 7:
                    Modes.Wraparound = on;
                    break;
                case 12:
                    Modes.CursorBlink = on;
                    break;
                case 25:
                    Modes.CursorHidden = !on;
                    break;
                case 45:
                    Modes.ReverseWraparound = on;
                    break;
                case 66:
                    Modes.ApplicationKeypad = on;
                    break;
                case 9 or 1000 or 1002 or 1003:
                    Modes.Mouse = on ? p[i] : 0;
                    break;
                case 1004:
                    Modes.SendFocus = on;
                    break;
                case 1006 or 1016:
                    Modes.MouseEncoding = on ? p[i] : 0;
                    break;
                case 47 or 1047:
                    ShowAlternate(on);
                    break;
                case 1048:
                    SaveOrRestore(on);
                    break;
                case 1049:
                    if (on)
                    {
                        SaveCursor();
                    }

                    ShowAlternate(on);
                    if (!on)
                    {
                        RestoreCursor();
                    }

                    break;
                case 2004:
                    Modes.BracketedPaste = on;
                    break;
                case 2026:
                    Modes.SynchronizedOutput = on;
                    break;
                case 2031:
                    Modes.ColorSchemeUpdates = on;
                    break;
            }
        }
    }

    private void ShowAlternate(bool on)
    {
        if (on == (Active != Main))
        {
            return;
        }

        if (on)
        {
            _alternate ??= new ScreenBuffer(Columns, Rows, scrollback: null);
            _alternate.Reset(Blank);
            _alternate.Saved = _alternateSaved;
            (_alternate.X, _alternate.Y) = (Main.X, Main.Y);
            Active = _alternate;
        }
        else
        {
            (Main.X, Main.Y) = (Active.X, Active.Y);
            _alternateSaved = Active.Saved;
            Active = Main;
            _alternate = null;
        }
    }

    private void SaveOrRestore(bool save)
    {
        if (save)
        {
            SaveCursor();
        }
        else
        {
            RestoreCursor();
        }
    }

    private void SaveCursor() => Active.Saved = new SavedCursor(Active.X, Active.Y, _pen, _charset);

    private void RestoreCursor()
    {
        SavedCursor saved = Active.Saved;
        (Active.X, Active.Y, _pen) = (saved.X, saved.Y, saved.Pen);
        _charset = saved.Charset;
        Active.Restrict(Modes.Origin);
    }

    private void SoftReset()
    {
        Modes = new ScreenModes
        {
            Mouse = Modes.Mouse,
            MouseEncoding = Modes.MouseEncoding,
            NewLine = Modes.NewLine,
            CursorBlink = Modes.CursorBlink,
        };
        CursorShape = 0;
        _pen = default;
        Active.SetMargins(0, Rows - 1);
        Active.Saved = default;
        ResetCharsets();
    }

    private void FullReset()
    {
        Active = Main;
        _alternate = null;
        _alternateSaved = default;
        _pen = default;
        Main.Reset(default);
        Scrollback?.Clear();
        Modes = new ScreenModes();
        ResetCharsets();
        CursorShape = 0;
        _colors.Clear();
    }
}
