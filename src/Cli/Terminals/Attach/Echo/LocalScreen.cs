using System.Globalization;
using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>
/// What the local terminal shows, and what lies over it. The model is the terminal host's own, so both agree; what was painted is taken away again before anything else is written.
/// </summary>
/// <param name="size">Width and height of the local terminal.</param>
internal sealed class LocalScreen(Func<(int Columns, int Rows)> size) : IEchoView
{
    private const int ClusterLimit = 4096;
    private const int LinkLimit = 1024;

    // As many as the terminal host keeps: they come back when the screen grows.
    private const int ScrollbackLines = 10_000;
    private const int ScrollbackBytes = 1 << 20;

    private readonly List<(int Row, int Column)> _painted = [];
    private TextTable _clusters = null!;
    private TextTable _links = null!;
    private VirtualScreen? _screen;

    // The size that the local terminal had when everything on it was drawn anew.
    private (int Columns, int Rows) _drawnAt;
    private bool _isMoved;

    /// <inheritdoc/>
    public int Columns => _screen?.Columns ?? 0;

    /// <inheritdoc/>
    public bool IsSure => IsKnown && _screen!.Active == _screen.Main && !_screen.Modes.CursorHidden && _screen.Modes is { Insert: false, Wraparound: true }
        && _screen.Active.X < Columns && Array.TrueForAll(_screen.Active.CursorRow.Cells, cell => cell is { Width: 1, Content: <= char.MaxValue });

    /// <inheritdoc/>
    public EchoPlace Cursor => _screen is { Active: var buffer } ? new EchoPlace(buffer.Scrolled + buffer.Y, buffer.X) : default;

    // Every cell is where the model has it, and the local terminal is not in the middle of something.
    private bool IsKnown => _screen is { AtRest: true, HasPlainText: true, Modes.Origin: false } && (Columns, _screen.Rows) == _drawnAt && _drawnAt == size();

    /// <inheritdoc/>
    public char At(long line, int column)
    {
        var row = line - (_screen?.Active.Scrolled ?? 0);
        if (_screen is null || row < 0 || row >= _screen.Rows || column >= Columns)
        {
            return '\0';
        }

        var cell = _screen.Active[(int)row].Cells[column];
        return cell.Width != 1 || cell.Content > char.MaxValue ? '\0' : cell.Content == 0 ? ' ' : (char)cell.Content;
    }

    /// <summary>A snapshot begins: the local terminal is empty, and so is the model.</summary>
    public void Begin(int columns, int rows)
    {
        (_clusters, _links) = (new TextTable(ClusterLimit), new TextTable(LinkLimit));
        _screen = new VirtualScreen(columns, rows, _clusters, _links, ScrollbackLines, ScrollbackBytes);
        _drawnAt = size();
        _painted.Clear();
    }

    /// <summary>The same bytes went to the local terminal.</summary>
    public void Feed(ReadOnlySpan<byte> output) => _screen?.Feed(output);

    /// <summary>The terminal has another size.</summary>
    /// <returns>What draws everything at the new size, where the local terminal has it too; else null.</returns>
    public byte[]? Resize(int columns, int rows)
    {
        if (_screen is null || (columns, rows) == (Columns, _screen.Rows))
        {
            return null;
        }

        _screen.Resize(columns, rows);
        _painted.Clear();
        if ((columns, rows) != size() || !_screen.AtRest)
        {
            return null;
        }

        // Terminals break lines anew in their own ways; the program on the other side believes in the model's.
        _drawnAt = (columns, rows);
        return [.. "\e[?1049l\e[!p\e[0m\e[H\e[J"u8, .. _screen.Snapshot(withScrollback: false)];
    }

    /// <summary>What takes away all that was painted.</summary>
    public ReadOnlySpan<byte> Clear()
    {
        if (_painted.Count == 0 && !_isMoved)
        {
            return [];
        }

        var writer = new RowWriter(_clusters, _links);
        writer.Begin();
        if (IsKnown)
        {
            writer.Raw("\e[0m"u8);
            foreach (var (row, column) in _painted)
            {
                var cell = _screen!.Active[row].Cells[column];
                MoveTo(writer, row, column);
                if (cell.Content == 0 && cell.Width == 1)
                {
                    writer.Use(cell.Pen.Erased);
                    writer.Raw("\e[1X"u8);
                }
                else
                {
                    writer.WriteCell(cell);
                }
            }

            Return(writer);
        }

        _painted.Clear();
        _isMoved = false;
        return writer.Written;
    }

    /// <summary>What draws guesses, and the cursor where it would be then. Nothing may be painted yet.</summary>
    /// <param name="guesses">What is guessed.</param>
    /// <param name="underlined">True to tell them from what is certain.</param>
    public ReadOnlySpan<byte> Paint(EchoGuesses guesses, bool underlined)
    {
        if (!IsSure || guesses.Cursor.Line != Cursor.Line)
        {
            return [];
        }

        var writer = new RowWriter(_clusters, _links);
        writer.Begin();
        writer.Raw("\e[0m"u8);
        var row = _screen!.Active.Y;
        foreach (var (column, text) in guesses.Cells)
        {
            Put(writer, row, column, text, underlined ? _screen.Pen with { Underline = 1 } : _screen.Pen);
        }

        writer.Use(_screen.Pen);
        MoveTo(writer, row, guesses.Cursor.Column);
        _isMoved = true;
        return writer.Written;
    }

    /// <summary>What draws a notice on a row that the cursor is not on. Comes before guesses.</summary>
    public ReadOnlySpan<byte> PaintNotice(string text)
    {
        if (!IsKnown || _screen!.Rows < 2)
        {
            return [];
        }

        var writer = new RowWriter(_clusters, _links);
        writer.Begin();
        writer.Raw("\e[0m"u8);
        var row = _screen.Active.Y == _screen.Rows - 1 ? 0 : _screen.Rows - 1;
        var pen = new Pen { Flags = PenFlags.Inverse };
        for (var column = 0; column < Columns; column++)
        {
            Put(writer, row, column, column < text.Length && EchoKeys.IsSimple(text[column]) ? text[column] : ' ', pen);
        }

        Return(writer);
        return writer.Written;
    }

    private void Put(RowWriter writer, int row, int column, char text, Pen pen)
    {
        if (_painted is not [.., var last] || last != (row, column - 1))
        {
            MoveTo(writer, row, column);
        }

        writer.WriteCell(new Cell(text, 1, pen));
        _painted.Add((row, column));
    }

    // The cursor goes back to its place. Behind the last column it only comes by printing there.
    private void Return(RowWriter writer)
    {
        var (x, y) = (_screen!.Active.X, _screen.Active.Y);
        var cells = _screen.Active[y].Cells;
        if (x < Columns)
        {
            MoveTo(writer, y, x);
        }
        else
        {
            var last = cells[^1].Width == 0 && Columns > 1 ? Columns - 2 : Columns - 1;
            MoveTo(writer, y, last);
            writer.WriteCell(cells[last]);
        }

        writer.Use(_screen.Pen);
    }

    private static void MoveTo(RowWriter writer, int row, int column) => writer.Raw(string.Create(CultureInfo.InvariantCulture, $"\e[{row + 1};{column + 1}H"));
}
