using System.Text;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>A terminal without a window: follows the output of a program and knows what a terminal that saw all of it shows.</summary>
/// <remarks>
/// It follows the behaviour of the dashboard's terminal (xterm.js), which in turn follows xterm, as far as a program can see it: ECMA-48, the DEC private modes that
/// programs use, two buffers, hyperlinks, characters of several scalars. The tests feed both with the same output and compare the screens.
/// </remarks>
internal sealed partial class VirtualScreen : IVtActions
{
    private const int ClusterLimit = 4096;
    private const int LinkLimit = 1024;
    private const int LongestCluster = 64;

    private readonly VtParser _parser;
    private readonly TextTable _clusters;
    private readonly TextTable _links;
    private readonly RowWriter _writer;
    private readonly Charset[] _charsets = new Charset[4];
    private ScreenBuffer? _alternate;

    // What was saved in the alternate buffer is there when it is shown again.
    private SavedCursor _alternateSaved;
    private Pen _pen;
    private int _shift;

    // The one in use: that of the shift, until a saved cursor brings another.
    private Charset _charset;

    // Width of the character printed last, when a mark may join it; else 0.
    private int _joinable;
    private uint _lastPrinted;

    /// <summary>An empty screen.</summary>
    /// <param name="columns">Width, at least 1.</param>
    /// <param name="rows">Height, at least 1.</param>
    /// <param name="scrollbackLines">Lines that are kept when they leave at the top.</param>
    /// <param name="scrollbackBytes">Bytes that these may take.</param>
    internal VirtualScreen(int columns, int rows, int scrollbackLines, int scrollbackBytes)
        : this(columns, rows, new TextTable(ClusterLimit), new TextTable(LinkLimit), scrollbackLines, scrollbackBytes)
    {
    }

    /// <summary>A screen that shares the numbering of another one's texts.</summary>
    internal VirtualScreen(int columns, int rows, TextTable clusters, TextTable links, int scrollbackLines = 0, int scrollbackBytes = 0)
    {
        (Columns, Rows) = (columns, rows);
        (_clusters, _links) = (clusters, links);
        _parser = new VtParser(this);
        _writer = new RowWriter(clusters, links);
        Scrollback = scrollbackLines > 0 ? new Scrollback(scrollbackLines, scrollbackBytes, new RowWriter(clusters, links)) : null;
        Main = Active = new ScreenBuffer(columns, rows, Scrollback);
    }

    /// <summary>Receives the answers to questions of the program, to be typed into it. Null while none may be given.</summary>
    internal Action<ReadOnlySpan<byte>>? Reply { get; set; }

    /// <summary>Width.</summary>
    internal int Columns { get; private set; }

    /// <summary>Height.</summary>
    internal int Rows { get; private set; }

    /// <summary>The buffer that is shown.</summary>
    internal ScreenBuffer Active { get; private set; }

    /// <summary>The main buffer.</summary>
    internal ScreenBuffer Main { get; }

    /// <summary>Lines above the main buffer; null when none are kept.</summary>
    internal Scrollback? Scrollback { get; }

    /// <summary>The modes.</summary>
    internal ScreenModes Modes { get; private set; } = new();

    /// <summary>DECSCUSR, 0 for the default shape.</summary>
    internal int CursorShape { get; private set; }

    /// <summary>Offset in the output from which a terminal goes on that was given a snapshot.</summary>
    internal long RestOffset => _parser.RestOffset;

    /// <summary>True outside of sequences and characters.</summary>
    internal bool AtRest => _parser.AtRest;

    /// <summary>What the next character is drawn with.</summary>
    internal Pen Pen => _pen;

    /// <summary>True while what is printed is what is shown: no other character set, no hyperlink, no protection.</summary>
    internal bool HasPlainText => _charset == Charset.Us && _pen.Link == 0 && (_pen.Flags & PenFlags.Protected) == PenFlags.None;

    /// <summary>Takes output.</summary>
    internal void Feed(ReadOnlySpan<byte> output) => _parser.Feed(output);

    /// <summary>Sets the size.</summary>
    internal void Resize(int columns, int rows)
    {
        Main.Resize(columns, rows, reflow: true);
        _alternate?.Resize(columns, rows, reflow: false);
        (Columns, Rows) = (columns, rows);
    }

    /// <summary>The text of a cell; empty for an empty one and for the right half of a wide one.</summary>
    internal string TextOf(Cell cell) => cell.Content switch
    {
        0 => string.Empty,
        >= Cell.ClusterBit => _clusters[(int)(cell.Content & ~Cell.ClusterBit)],
        _ => new Rune(cell.Content).ToString(),
    };

    /// <summary>A hyperlink by its number, as the program named it: <c>PARAMETERS;ADDRESS</c>.</summary>
    internal string LinkOf(int number) => _links[number];

    /// <inheritdoc/>
    public void PrintAscii(ReadOnlySpan<byte> text)
    {
        Charset charset = _charset;
        if (charset != Charset.Us || Modes.Insert)
        {
            foreach (byte code in text)
            {
                PrintOne(Charsets.Map(charset, code));
            }

            return;
        }

        _lastPrinted = text[^1];
        _joinable = 1;
        while (text.Length > 0)
        {
            ScreenBuffer buffer = Active;
            if (buffer.X >= Columns && !Wrap(buffer))
            {
                // Without wraparound everything lands in the last column, the last one stays.
                buffer.X = Columns - 1;
                text = text[^1..];
            }

            int count = Math.Min(text.Length, Columns - buffer.X);
            Cell[] cells = buffer.CursorRow.Cells;
            Mend(cells, buffer.X, buffer.X + count);
            Span<Cell> target = cells.AsSpan(buffer.X, count);
            ReadOnlySpan<byte> source = text[..target.Length];
            Pen pen = _pen;
            for (int i = 0; i < target.Length; i++)
            {
                // Field by field: a cell that is changed and copied as a whole waits for its own change.
                ref Cell cell = ref target[i];
                cell.Content = source[i];
                cell.Width = 1;
                cell.Pen = pen;
            }

            buffer.X += count;
            text = text[count..];
        }
    }

    /// <inheritdoc/>
    public void Print(uint scalar) => PrintOne(scalar);

    private void PrintOne(uint scalar)
    {
        int width = CharacterWidth.Of(scalar);
        ScreenBuffer buffer = Active;
        if (width == 0 && _joinable > 0 && buffer.X > 0)
        {
            Join(buffer, scalar);
            return;
        }

        if (width == 0 && buffer.X >= Columns)
        {
            // A mark that stands alone behind the last column has no place.
            return;
        }

        if (buffer.X + width > Columns)
        {
            if (!Modes.Wraparound)
            {
                buffer.X = Columns - 1;
                if (width == 2)
                {
                    Mend(buffer.CursorRow.Cells, 0, buffer.X);
                    return;
                }
            }
            else
            {
                buffer.CursorRow.Erase(buffer.X, Columns, _pen);
                Wrap(buffer);
            }
        }

        Cell[] cells = buffer.CursorRow.Cells;
        int x = buffer.X;
        if (x >= cells.Length)
        {
            x = cells.Length - 1;
        }

        width = Math.Min(width, cells.Length - x);
        if (Modes.Insert)
        {
            buffer.CursorRow.Insert(x, width, _pen.Erased);
        }

        Mend(cells, x, x + Math.Max(width, 1));
        cells[x] = new Cell(scalar, (byte)width, _pen);
        if (width == 2)
        {
            cells[x + 1] = new Cell(0, 0, _pen);
        }

        buffer.X = x + Math.Max(width, 1);
        (_joinable, _lastPrinted) = (width, scalar);
    }

    private void Join(ScreenBuffer buffer, uint scalar)
    {
        Cell[] cells = buffer.CursorRow.Cells;
        int at = Math.Min(buffer.X, cells.Length) - 1;
        if (cells[at].Width == 0 && at > 0)
        {
            at--;
        }

        string before = TextOf(cells[at]);
        if (before.Length == 0 || before.Length >= LongestCluster)
        {
            return;
        }

        int number = _clusters.Number(before + new Rune(scalar), () => Used(cell => (cell.Content & Cell.ClusterBit) != 0 ? (int)(cell.Content & ~Cell.ClusterBit) : 0));
        if (number > 0)
        {
            cells[at].Content = Cell.ClusterBit | (uint)number;
        }
    }

    // Goes to the next row as the rest of the same line. False when lines do not wrap.
    private bool Wrap(ScreenBuffer buffer)
    {
        if (!Modes.Wraparound)
        {
            return false;
        }

        buffer.X = 0;
        if (!buffer.Down(_pen.Erased, wrapped: true))
        {
            buffer.CursorRow.Wrapped = true;
        }

        return true;
    }

    // A wide character of which one half is overwritten loses the other half too.
    private void Mend(Cell[] cells, int from, int to)
    {
        if (from > 0 && cells[from - 1].Width == 2)
        {
            cells[from - 1] = Cell.Empty(_pen);
        }

        if (to < cells.Length && cells[to].Width == 0 && cells[to].Content == 0)
        {
            cells[to] = Cell.Empty(_pen);
        }
    }

    private HashSet<int> Used(Func<Cell, int> number)
    {
        HashSet<int> used = [];
        foreach (ScreenBuffer buffer in _alternate is null ? [Main] : (ScreenBuffer[])[Main, _alternate])
        {
            for (int i = 0; i < buffer.RowCount; i++)
            {
                foreach (Cell cell in buffer[i].Cells)
                {
                    used.Add(number(cell));
                }
            }
        }

        return used;
    }
}
