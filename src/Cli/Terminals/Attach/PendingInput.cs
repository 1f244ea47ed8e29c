namespace Anchorage.Cli.Terminals.Attach;

/// <summary>
/// What was typed and has not arrived. Bytes are numbered; the terminal says up to which number it has them, the rest is sent again after a reconnect, in order and once. While there is no connection at most
/// <see cref="Capacity"/> bytes are kept: beyond it the oldest <see cref="Dropped"/> go (inventory P27).
/// </summary>
internal sealed class PendingInput
{
    /// <summary>Bytes kept while there is no connection.</summary>
    public const int Capacity = 4096;

    /// <summary>Bytes given up when it is full.</summary>
    public const int Dropped = 1024;

    private readonly List<byte> _bytes = [];
    private long _sent;

    /// <summary>Bytes that were given up because it was full.</summary>
    public long GivenUp { get; private set; }

    /// <summary>Number of the first byte that is kept.</summary>
    public long Begin { get; private set; }

    /// <summary>Number of the next byte that is typed.</summary>
    public long End => Begin + _bytes.Count;

    /// <summary>Takes what was typed while connected; it is kept until the terminal has it.</summary>
    public void Add(ReadOnlySpan<byte> typed) => _bytes.AddRange(typed);

    /// <summary>Takes what was typed while there is no connection.</summary>
    public void AddOffline(ReadOnlySpan<byte> typed)
    {
        foreach (var next in typed)
        {
            // What was on its way when the connection broke may have arrived: it keeps its numbers.
            var sent = (int)Math.Clamp(_sent - Begin, 0, _bytes.Count);
            if (_bytes.Count - sent >= Capacity)
            {
                _bytes.RemoveRange(sent, Dropped);
                GivenUp += Dropped;
            }

            _bytes.Add(next);
        }
    }

    /// <summary>Everything below a number is on its way.</summary>
    public void Sent(long number) => _sent = Math.Max(_sent, number);

    /// <summary>The terminal has everything below a number.</summary>
    public void Confirm(long number)
    {
        var arrived = (int)Math.Clamp(number - Begin, 0, _bytes.Count);
        _bytes.RemoveRange(0, arrived);
        Begin += arrived;
    }

    /// <summary>A connection begins, and the terminal has everything below a number: the rest goes out again. Where nothing is left, numbers go on from there.</summary>
    public void Restart(long number)
    {
        Confirm(number);
        Begin = _bytes.Count == 0 ? number : Begin;
        _sent = Begin;
    }

    /// <summary>The bytes from a number on.</summary>
    public byte[] From(long number) => [.. _bytes.Skip((int)Math.Clamp(number - Begin, 0, _bytes.Count))];

    /// <summary>Gives everything up.</summary>
    public void Clear()
    {
        Begin = End;
        _bytes.Clear();
    }
}
