using System.Globalization;
using System.Text;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Writing the whole state as output that brings a fresh terminal of the same size into it.</summary>
internal sealed partial class VirtualScreen
{
    /// <summary>The output that draws what this screen shows, on a terminal that was just reset and has its size.</summary>
    /// <param name="withScrollback">False for the screen alone.</param>
    internal byte[] Snapshot(bool withScrollback)
    {
        using var stream = new MemoryStream();
        if (withScrollback && Scrollback is { Count: > 0 } scrollback)
        {
            scrollback.WriteTo(stream);
            if (!Main[0].Continues)
            {
                stream.Write("\r\n"u8);
            }
        }

        RowWriter writer = _writer;
        writer.Begin();
        WriteColors(writer);
        if (Active == Main && _alternateSaved != default)
        {
            writer.Raw("\e[?1047h"u8);
            WriteSaved(writer, _alternateSaved, Main);
            writer.Raw("\e[?1047l\e[H"u8);
        }

        WriteRows(writer, Main);
        WriteCursors(writer, Main);
        if (Active != Main)
        {
            writer.Raw("\e[?1047h\e[H"u8);
            WriteRows(writer, Active);
            WriteCursors(writer, Active);
        }

        WriteModes(writer);
        WriteCursor(writer, Active.X, Active.Y);
        WriteState(writer);
        stream.Write(writer.Written);
        return stream.ToArray();
    }

    private void WriteRows(RowWriter writer, ScreenBuffer buffer)
    {
        for (int i = 0; i < buffer.RowCount; i++)
        {
            Row row = buffer[i];
            if (i > 0 && !row.Continues)
            {
                writer.Use(default);
                writer.Raw("\r\n"u8);
            }

            writer.Write(row, full: i + 1 < buffer.RowCount && buffer[i + 1].Continues);
        }

        writer.Use(default);
    }

    // The saved cursor, margins and tab stops of one buffer; leaves its cursor where the other buffer's begins.
    private void WriteCursors(RowWriter writer, ScreenBuffer buffer)
    {
        if (buffer.UnusualTabs() is { } tabs)
        {
            writer.Raw("\e[3g"u8);
            foreach (int column in tabs)
            {
                writer.Raw(string.Create(CultureInfo.InvariantCulture, $"\e[{column + 1}G\eH"));
            }
        }

        if (buffer.Top != 0 || buffer.Bottom != Rows - 1)
        {
            writer.Raw(string.Create(CultureInfo.InvariantCulture, $"\e[{buffer.Top + 1};{buffer.Bottom + 1}r"));
        }

        if (buffer.Saved != default)
        {
            WriteSaved(writer, buffer.Saved, buffer);
        }

        WriteCursor(writer, buffer.X, buffer.Y, buffer);
        writer.Use(default);
    }

    private void WriteSaved(RowWriter writer, SavedCursor saved, ScreenBuffer buffer)
    {
        WriteCursor(writer, saved.X, saved.Y, buffer);
        writer.Use(saved.Pen);
        writer.Raw($"\e({Charsets.Final(saved.Charset)}");
        writer.Raw("\e7\e(B"u8);
        writer.Use(default);
    }

    private void WriteCursor(RowWriter writer, int x, int y) => WriteCursor(writer, x, y, Active);

    // Past the last column the cursor comes only by printing there.
    private void WriteCursor(RowWriter writer, int x, int y, ScreenBuffer buffer, int top = 0)
    {
        int row = Math.Max(y - top, 0) + 1;
        if (x < Columns)
        {
            writer.Raw(string.Create(CultureInfo.InvariantCulture, $"\e[{row};{x + 1}H"));
            return;
        }

        Cell[] cells = buffer[y].Cells;
        int last = cells[Columns - 1].Width == 0 && Columns > 1 ? Columns - 2 : Columns - 1;
        writer.Raw(string.Create(CultureInfo.InvariantCulture, $"\e[{row};{last + 1}H"));
        writer.WriteCell(cells[last]);
    }

    private void WriteColors(RowWriter writer)
    {
        foreach ((string command, string color) in _colors)
        {
            writer.Raw($"\e]{command};{color}\e\\");
        }
    }

    private void WriteModes(RowWriter writer)
    {
        Set(writer, Modes.ApplicationCursor, "?1h");
        Set(writer, !Modes.Wraparound, "?7l");
        Set(writer, Modes.ReverseWraparound, "?45h");
        Set(writer, Modes.ApplicationKeypad, "?66h");
        Set(writer, Modes.BracketedPaste, "?2004h");
        Set(writer, Modes.SendFocus, "?1004h");
        Set(writer, Modes.ColorSchemeUpdates, "?2031h");
        Set(writer, Modes.Insert, "4h");
        Set(writer, Modes.NewLine, "20h");
        Set(writer, Modes.Mouse != 0, $"?{Modes.Mouse}h");
        Set(writer, Modes.MouseEncoding != 0, $"?{Modes.MouseEncoding}h");
        Set(writer, Modes.CursorBlink is not null, Modes.CursorBlink == true ? "?12h" : "?12l");
        Set(writer, Modes.CursorHidden, "?25l");
        Set(writer, CursorShape != 0, $"{CursorShape} q");
    }

    // What moves the cursor or changes what is printed comes last.
    private void WriteState(RowWriter writer)
    {
        if (Modes.Origin)
        {
            writer.Raw("\e[?6h"u8);
            WriteCursor(writer, Active.X, Active.Y, Active, Active.Top);
        }

        WriteCharsets(writer);
        writer.Use(_pen);
        Set(writer, Modes.SynchronizedOutput, "?2026h");
        if (Title.Length > 0)
        {
            writer.Raw("\e]2;"u8);
            writer.Raw(Encoding.UTF8.GetBytes(Title));
            writer.Raw("\e\\"u8);
        }
    }

    private void WriteCharsets(RowWriter writer)
    {
        // A set that a saved cursor brought is designated nowhere; the saved cursor brings it again, unless the cursor is where only printing brings it.
        bool restored = _charset != _charsets[_shift] && _charset == Active.Saved.Charset && Active.X < Columns;
        for (int i = 0; i < _charsets.Length; i++)
        {
            Charset charset = i == _shift && !restored ? _charset : _charsets[i];
            if (charset != Charset.Us)
            {
                writer.Raw($"\e{"()*+"[i]}{Charsets.Final(charset)}");
            }
        }

        if (_shift > 0)
        {
            writer.Raw(_shift switch { 1 => "\x0E", 2 => "\en", _ => "\eo" });
        }

        if (restored)
        {
            writer.Raw("\e8"u8);
            writer.Assume(Active.Saved.Pen);
            writer.Raw(string.Create(CultureInfo.InvariantCulture, $"\e[{Active.Y + 1 - (Modes.Origin ? Active.Top : 0)};{Active.X + 1}H"));
        }
    }

    private static void Set(RowWriter writer, bool when, string sequence)
    {
        if (when)
        {
            writer.Raw("\e[" + sequence);
        }
    }
}
