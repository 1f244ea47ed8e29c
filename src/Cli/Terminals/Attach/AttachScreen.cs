using System.Text;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>
/// What the local terminal shows: the output without its questions, and while there is no connection a line that says so. On the main screen the line lies on the alternate one, so that leaving it gives back
/// what was there; a program that has taken the alternate screen gets a snapshot afterwards.
/// </summary>
internal sealed class AttachScreen(Stream output, Func<(int Columns, int Rows)> size, bool colors)
{
    private readonly QueryFilter _filter = new();
    private readonly List<byte> _shown = [];
    private bool _covered;

    /// <summary>True when something was drawn over the screen that only a snapshot can bring back.</summary>
    public bool NeedsSnapshot { get; private set; }

    /// <summary>Output of the terminal.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        _shown.Clear();
        _filter.Push(data.Span, _shown);
        await output.WriteAsync(_shown.ToArray(), cancel);
        await output.FlushAsync(cancel);
    }

    /// <summary>A snapshot begins: the screen is empty, the lines above it stay.</summary>
    public ValueTask BeginSnapshotAsync(CancellationToken cancel)
    {
        NeedsSnapshot = false;
        return DrawAsync("\e[?1049l\e[!p\e[0m\e[H\e[2J", cancel);
    }

    /// <summary>The connection is there again.</summary>
    public ValueTask UncoverAsync(CancellationToken cancel)
    {
        var leave = _covered && !NeedsSnapshot;
        _covered = false;
        return leave ? DrawAsync("\e[?1049l", cancel) : ValueTask.CompletedTask;
    }

    /// <summary>Shows how things stand while there is no connection.</summary>
    public async ValueTask CoverAsync(TimeSpan gone, TimeSpan untilNext, ReadOnlyMemory<byte> typed, long givenUp, CancellationToken cancel)
    {
        var (columns, rows) = size();
        if (OfflineLine.Draw(gone, untilNext, typed.Length, givenUp, columns, rows, colors) is not { } line)
        {
            return;
        }

        if (!_covered)
        {
            _covered = true;
            NeedsSnapshot |= _filter.Alternate;
            if (!NeedsSnapshot)
            {
                line = "\e[?1049h\e[H\e[2J" + line;
            }
        }

        await DrawAsync(NeedsSnapshot ? line : line + Typed(typed.Span, columns * (rows - 1)), cancel);
    }

    /// <summary>What was typed, grey, from the top; what controls a terminal is shown by its sign.</summary>
    private static string Typed(ReadOnlySpan<byte> typed, int cells)
    {
        var text = new StringBuilder("\e[H\e[90m");
        foreach (var next in Encoding.UTF8.GetString(typed).EnumerateRunes().TakeLast(Math.Max(cells / 2, 0)))
        {
            text.Append(next.Value < 0x20 ? $"^{(char)(next.Value + '@')}" : next.Value is 0x7F or (>= 0x80 and <= 0x9F) ? "^?" : next.ToString());
        }

        return text.Append("\e[0m").ToString();
    }

    private async ValueTask DrawAsync(string sequence, CancellationToken cancel)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(sequence), cancel);
        await output.FlushAsync(cancel);
    }
}
