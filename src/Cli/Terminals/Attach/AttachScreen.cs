using System.Runtime.InteropServices;
using System.Text;
using Anchorage.Cli.Terminals.Attach.Echo;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>
/// What the local terminal shows: the output without its questions, and while there is no connection a line that says so. On the main screen the line lies on the alternate one, so that leaving it gives back
/// what was there; a program that has taken the alternate screen gets a snapshot afterwards.
/// </summary>
internal sealed class AttachScreen(Stream output, Func<(int Columns, int Rows)> size, bool colors, LocalEcho echo)
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
        await DrawAsync(echo.Write(CollectionsMarshal.AsSpan(_shown)), cancel);
    }

    /// <summary>A snapshot begins: the screen is empty, the lines above it stay.</summary>
    public ValueTask BeginSnapshotAsync(int columns, int rows, CancellationToken cancel)
    {
        NeedsSnapshot = false;
        echo.Begin(columns, rows);
        return DrawAsync("\e[?1049l\e[!p\e[0m\e[H\e[2J"u8.ToArray(), cancel);
    }

    /// <summary>Keys were sent, the last one of all bytes so far: shows what they will probably do.</summary>
    public ValueTask TypedAsync(ReadOnlyMemory<byte> keys, long typed, CancellationToken cancel) => DrawAsync(echo.Type(keys.Span, typed), cancel);

    /// <summary>The shell has so many bytes; the way there and back took so long, if that was measured.</summary>
    public ValueTask AppliedAsync(long applied, TimeSpan? took, CancellationToken cancel) => DrawAsync(echo.Apply(applied, took), cancel);

    /// <summary>Time has passed while there is a connection.</summary>
    public ValueTask TickAsync(CancellationToken cancel) => DrawAsync(echo.Tick(), cancel);

    /// <summary>The terminal has another size.</summary>
    public ValueTask ResizedAsync(int columns, int rows, CancellationToken cancel) => DrawAsync(echo.Resize(columns, rows), cancel);

    /// <summary>Takes back what was guessed.</summary>
    public ValueTask WithdrawAsync(CancellationToken cancel) => DrawAsync(echo.Withdraw(), cancel);

    /// <summary>Says something for some seconds.</summary>
    public ValueTask NoticeAsync(string text, CancellationToken cancel) => DrawAsync(echo.Notice(text), cancel);

    /// <summary>The connection is there again.</summary>
    public ValueTask UncoverAsync(CancellationToken cancel)
    {
        var leave = _covered && !NeedsSnapshot;
        _covered = false;
        return leave ? DrawAsync("\e[?1049l"u8.ToArray(), cancel) : ValueTask.CompletedTask;
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

        await DrawAsync(Encoding.UTF8.GetBytes(NeedsSnapshot ? line : line + Typed(typed.Span, columns * (rows - 1))), cancel);
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

    private async ValueTask DrawAsync(byte[] bytes, CancellationToken cancel)
    {
        if (bytes.Length > 0)
        {
            await output.WriteAsync(bytes, cancel);
            await output.FlushAsync(cancel);
        }
    }
}
