using Anchorage.Cli.Terminals.Attach.Echo;

namespace Anchorage.Cli.Tests.Terminals.Attach.Echo;

/// <summary>A screen of a few lines that a test draws on.</summary>
internal sealed class Paper : IEchoView
{
    private readonly List<string> _lines = ["$ "];
    private int _column = 2;

    public int Columns => 20;

    public bool IsSure { get; set; } = true;

    public EchoPlace Cursor => new(_lines.Count - 1, _column);

    public char At(long line, int column) => column < _lines[(int)line].Length ? _lines[(int)line][column] : ' ';

    public void Put(string text)
    {
        foreach (var next in text)
        {
            switch (next)
            {
                case '\n':
                    _lines.Add(string.Empty);
                    _column = 0;
                    break;
                case '\b':
                    _lines[^1] = _lines[^1][..--_column];
                    break;
                default:
                    _lines[^1] = _lines[^1][..Math.Min(_column, _lines[^1].Length)].PadRight(_column) + next;
                    _column++;
                    break;
            }
        }
    }

    /// <summary>What a line editor draws: the whole line, then the cursor.</summary>
    public void Redraw(string text, int column) => (_lines[^1], _column) = (text, column);
}
