using System.Buffers;
using System.Globalization;
using System.Text;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Writes rows as the output that draws them, and reads them back.</summary>
/// <param name="clusters">Characters of several scalars.</param>
/// <param name="links">Hyperlinks.</param>
internal sealed class RowWriter(TextTable clusters, TextTable links)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private Pen _pen;

    /// <summary>What was written since <see cref="Begin"/>.</summary>
    internal ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Begins with the default pen.</summary>
    internal void Begin()
    {
        _buffer.ResetWrittenCount();
        _pen = default;
    }

    /// <summary>Says which pen the terminal has now, after a sequence that changed it.</summary>
    internal void Assume(Pen pen) => _pen = pen;

    /// <summary>Goes back to the default pen.</summary>
    internal void End() => Use(default);

    /// <summary>Writes text as it is.</summary>
    internal void Raw(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    /// <summary>Writes ASCII text as it is.</summary>
    internal void Raw(string text)
    {
        Encoding.ASCII.GetBytes(text, _buffer);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="full">True to write it to its end, so that the terminal itself goes to the next row.</param>
    internal void Write(Row row, bool full)
    {
        Cell[] cells = row.Cells;
        int length = full ? cells.Length : row.UsedLength();
        int coloured = Coloured(row);
        for (int i = 0; i < length;)
        {
            if (coloured > 0 && i == coloured)
            {
                Use(default);
                Raw("\e[K"u8);
                coloured = 0;
            }

            if (cells[i].IsAscii)
            {
                i += WriteAscii(cells.AsSpan(i, (coloured > 0 ? coloured : length) - i));
                continue;
            }

            if (cells[i].Content == 0 && cells[i].Width == 1)
            {
                i = WriteEmpty(cells, i, coloured > 0 ? Math.Min(coloured, length) : length, full || (i == 0 && row.Wrapped));
                continue;
            }

            // The right half of a wide character whose left one was overwritten is a blank.
            bool half = cells[i] is { Content: 0, Width: 0 } && (i == 0 || cells[i - 1].Width != 2);
            WriteCell(half ? Cell.Empty(cells[i].Pen) : cells[i]);

            // A wide one takes the place beside it, also one whose right half was lost.
            i += cells[i].Width == 2 && i + 1 < length && cells[i + 1].Content == 0 ? 2 : 1;
        }

        if (coloured > 0)
        {
            Use(default);
            Raw("\e[K"u8);
        }
    }

    // A row that the terminal comes to by itself at its bottom has the background of the character that led there. Says after how many cells of its own the row is emptied again.
    private static int Coloured(Row row)
    {
        int width = Math.Max((int)row.Cells[0].Width, 1);
        return row.Continues && row.Cells[0].Pen.Background != 0 && width < row.Cells.Length ? width : 0;
    }

    /// <summary>Writes one cell that shows something.</summary>
    internal void WriteCell(Cell cell)
    {
        if (cell.Content == 0)
        {
            if (cell.Width == 1)
            {
                Use(cell.Pen);
                Raw(" "u8);
            }

            return;
        }

        Use(cell.Pen);
        if ((cell.Content & Cell.ClusterBit) != 0)
        {
            Encoding.UTF8.GetBytes(clusters[(int)(cell.Content & ~Cell.ClusterBit)], _buffer);
        }
        else if (cell.Content < 0x80)
        {
            _buffer.GetSpan(1)[0] = (byte)cell.Content;
            _buffer.Advance(1);
        }
        else
        {
            if (cell.Width == 0)
            {
                // A mark that stands alone must not join the character before it.
                Raw(Sgr(cell.Pen));
            }

            _buffer.Advance(new Rune(cell.Content).EncodeToUtf8(_buffer.GetSpan(4)));
        }
    }

    /// <summary>Changes the pen.</summary>
    internal void Use(Pen pen)
    {
        if (pen.Equals(_pen))
        {
            return;
        }

        if (pen.Link != _pen.Link)
        {
            Raw("\e]8;"u8);
            if (pen.Link == 0)
            {
                Raw(";"u8);
            }
            else
            {
                Encoding.UTF8.GetBytes(links[pen.Link], _buffer);
            }

            Raw("\e\\"u8);
        }

        Raw(Sgr(pen));
        if ((pen.Flags & PenFlags.Protected) != PenFlags.None)
        {
            // After the style: in xterm.js SGR 0 ends it.
            Raw("\e[1\"q"u8);
        }
        else if ((_pen.Flags & PenFlags.Protected) != PenFlags.None)
        {
            Raw("\e[0\"q"u8);
        }

        _pen = pen;
    }

    /// <summary>Reads a row that was written by this class.</summary>
    internal Row Read(ReadOnlySpan<byte> text, int columns)
    {
        var screen = new VirtualScreen(columns, 2, clusters, links);
        screen.Feed(text);
        return screen.Active[0];
    }

    /// <summary>The sequence that sets a pen, hyperlink and protection left out.</summary>
    internal static string Sgr(Pen pen)
    {
        var text = new StringBuilder("\e[0");
        foreach ((PenFlags flag, int number) in (ReadOnlySpan<(PenFlags, int)>)[
            (PenFlags.Bold, 1), (PenFlags.Dim, 2), (PenFlags.Italic, 3), (PenFlags.Blink, 5), (PenFlags.Inverse, 7),
            (PenFlags.Hidden, 8), (PenFlags.Strike, 9), (PenFlags.Overline, 53)])
        {
            if ((pen.Flags & flag) != PenFlags.None)
            {
                text.Append(';').Append(number);
            }
        }

        if (pen.Underline > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $";4:{pen.Underline}");
        }

        Color(text, pen.Foreground, 38, 30, 90);
        Color(text, pen.Background, 48, 40, 100);
        Color(text, pen.UnderlineColor, 58, -1, -1);
        return text.Append('m').ToString();
    }

    private static void Color(StringBuilder text, uint color, int extended, int basic, int bright)
    {
        uint value = color & 0xFF_FFFF;
        switch (color >> 24)
        {
            case Pen.BasicColor when basic > 0:
                text.Append(CultureInfo.InvariantCulture, $";{(value < 8 ? basic + value : bright + value - 8)}");
                break;
            case Pen.BasicColor or Pen.PaletteColor:
                text.Append(CultureInfo.InvariantCulture, $";{extended}:5:{value}");
                break;
            case Pen.DirectColor:
                text.Append(CultureInfo.InvariantCulture, $";{extended}:2::{value >> 16}:{(value >> 8) & 0xFF}:{value & 0xFF}");
                break;
        }
    }

    // A run of ASCII in one pen: nearly everything that is ever written.
    private int WriteAscii(ReadOnlySpan<Cell> cells)
    {
        Pen pen = cells[0].Pen;
        Use(pen);
        Span<byte> text = _buffer.GetSpan(cells.Length)[..cells.Length];
        int count = 0;
        do
        {
            text[count] = (byte)cells[count].Content;
            count++;
        }
        while (count < cells.Length && cells[count].IsAscii && cells[count].Pen.Equals(pen));
        _buffer.Advance(count);
        return count;
    }

    // A run of empty cells of one background: skipped, or erased in its colour, or written as spaces where the row must be filled.
    private int WriteEmpty(Cell[] cells, int from, int length, bool asSpaces)
    {
        int to = from + 1;
        while (to < length && cells[to].Content == 0 && cells[to].Width == 1 && cells[to].Pen.Background == cells[from].Pen.Background)
        {
            to++;
        }

        Pen pen = cells[from].Pen.Erased;
        int count = to - from;
        if (asSpaces)
        {
            Use(pen);
            _buffer.GetSpan(count)[..count].Fill((byte)' ');
            _buffer.Advance(count);
            return to;
        }

        if (pen.Background != 0)
        {
            Use(pen);
            Raw(string.Create(CultureInfo.InvariantCulture, $"\e[{count}X"));
        }

        if (to < length)
        {
            Raw(string.Create(CultureInfo.InvariantCulture, $"\e[{count}C"));
        }

        return to;
    }
}
