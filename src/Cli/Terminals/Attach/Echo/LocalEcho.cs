namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>Keeps what the local terminal shows, and what of it is a guess or a notice. Each method gives the bytes to write, in order.</summary>
internal sealed class LocalEcho(LocalScreen screen, PredictMode mode, TimeProvider time)
{
    // How long after its acknowledgement an echo may still be under way.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan NoticeTime = TimeSpan.FromSeconds(5);

    private readonly Predictor _predictor = new(screen);
    private readonly RoundTrips _roundTrips = new();
    private readonly Queue<(long Applied, DateTimeOffset At)> _checks = new();
    private (string Text, DateTimeOffset Until)? _notice;

    /// <summary>Output, or what stands for it in a snapshot.</summary>
    public byte[] Write(ReadOnlySpan<byte> output)
    {
        var bytes = new List<byte>();
        bytes.AddRange(screen.Clear());
        bytes.AddRange(output);
        screen.Feed(output);
        _predictor.Drawn();
        Paint(bytes);
        return [.. bytes];
    }

    /// <summary>Keys were sent.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="typed">All bytes typed so far, these included.</param>
    public byte[] Type(ReadOnlySpan<byte> keys, long typed)
    {
        if (mode == PredictMode.Never)
        {
            return [];
        }

        _predictor.Type(keys, typed);
        return Paint();
    }

    /// <summary>The shell has so many bytes.</summary>
    /// <param name="applied">How many.</param>
    /// <param name="took">The time of a way there and back, if one was measured.</param>
    public byte[] Apply(long applied, TimeSpan? took)
    {
        if (took is { } roundTrip)
        {
            _roundTrips.Add(roundTrip);
        }

        if (_predictor.Apply(applied))
        {
            _checks.Enqueue((applied, time.GetUtcNow() + Grace));
        }

        return Paint();
    }

    /// <summary>Time has passed.</summary>
    public byte[] Tick()
    {
        var now = time.GetUtcNow();
        var isDue = false;
        while (_checks.TryPeek(out var check) && check.At <= now)
        {
            _checks.Dequeue();
            _predictor.Check(check.Applied);
            isDue = true;
        }

        if (_notice is { } notice && notice.Until <= now)
        {
            _notice = null;
            isDue = true;
        }

        return isDue ? Paint() : [];
    }

    /// <summary>The connection is gone, or keys do something else from here on: nothing is guessed any more.</summary>
    public byte[] Withdraw()
    {
        _checks.Clear();
        _predictor.Withdraw();
        return Paint();
    }

    /// <summary>Shows a line for some seconds, in place of a row of the screen.</summary>
    public byte[] Notice(string text)
    {
        _notice = ($" {text} ", time.GetUtcNow() + NoticeTime);
        return Paint();
    }

    /// <summary>A snapshot of this size begins, on an empty terminal.</summary>
    public void Begin(int columns, int rows)
    {
        _predictor.Withdraw();
        screen.Begin(columns, rows);
    }

    /// <summary>The terminal has another size.</summary>
    public byte[] Resize(int columns, int rows)
    {
        var bytes = new List<byte>();
        _predictor.Withdraw();
        bytes.AddRange(screen.Clear());
        bytes.AddRange(screen.Resize(columns, rows) ?? []);
        Paint(bytes);
        return [.. bytes];
    }

    private byte[] Paint()
    {
        var bytes = new List<byte>();
        bytes.AddRange(screen.Clear());
        Paint(bytes);
        return [.. bytes];
    }

    private void Paint(List<byte> bytes)
    {
        if (_notice is { } notice)
        {
            bytes.AddRange(screen.PaintNotice(notice.Text));
        }

        if ((mode == PredictMode.Always || _roundTrips.IsSlow) && _predictor.Shown is { } guesses)
        {
            bytes.AddRange(screen.Paint(guesses, _roundTrips.IsSlow));
        }
    }
}
