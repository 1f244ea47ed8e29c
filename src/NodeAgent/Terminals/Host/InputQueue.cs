namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Takes typed bytes exactly once and keeps what the shell does not read yet.</summary>
/// <remarks>
/// A viewer that lost its connection cannot know which of its bytes arrived, so it sends them again with their offset. Several persons type with a numbering each,
/// else one's bytes would look like the repetition of another's.
/// </remarks>
/// <param name="limit">Bytes that may wait.</param>
internal sealed class InputQueue(int limit)
{
    private const int MaxNumberings = 64;

    // For the terminal's own answers, which nobody numbers.
    private readonly InputNumbering _own = new();

    private readonly Dictionary<string, InputNumbering> _numberings = new(StringComparer.Ordinal);
    private readonly Queue<(InputNumbering Numbering, byte[] Data)> _waiting = new();
    private int _firstDone;
    private int _waitingBytes;
    private long _uses;

    /// <summary>All bytes that the terminal has, of all numberings.</summary>
    internal long Applied { get; private set; }

    /// <summary>True when bytes wait for the terminal.</summary>
    internal bool HasWaiting => _waiting.Count > 0;

    /// <summary>Finds or begins a numbering. Only the 64 used last are remembered.</summary>
    internal InputNumbering Numbering(string key)
    {
        if (!_numberings.TryGetValue(key, out InputNumbering? numbering))
        {
            if (_numberings.Count == MaxNumberings)
            {
                _numberings.Remove(_numberings.MinBy(static entry => entry.Value.LastUse).Key);
            }

            numbering = new InputNumbering();
            _numberings.Add(key, numbering);
        }

        numbering.LastUse = ++_uses;
        return numbering;
    }

    /// <summary>Takes bytes over, except those that came before.</summary>
    /// <returns>Whether they were taken, in part a repetition, out of order, or too many.</returns>
    internal InputOutcome Offer(InputNumbering numbering, long offset, ReadOnlySpan<byte> data)
    {
        numbering.LastUse = ++_uses;
        if (offset < 0 || offset > numbering.Accepted)
        {
            return InputOutcome.Gap;
        }

        long repeated = Math.Min(numbering.Accepted - offset, data.Length);
        data = data[(int)repeated..];
        if (data.Length == 0)
        {
            return InputOutcome.Repeated;
        }

        if (_waitingBytes + data.Length > limit)
        {
            return InputOutcome.Full;
        }

        _waiting.Enqueue((numbering, data.ToArray()));
        _waitingBytes += data.Length;
        numbering.Accepted += data.Length;
        return InputOutcome.Taken;
    }

    /// <summary>Takes an answer of the terminal itself. There is no room for it when the program asks and never reads.</summary>
    internal void OfferOwn(ReadOnlySpan<byte> data) => _ = Offer(_own, _own.Accepted, data);

    /// <summary>The next bytes for the terminal.</summary>
    internal ReadOnlySpan<byte> Peek() => _waiting.Peek().Data.AsSpan(_firstDone);

    /// <summary>Says that the terminal took some of <see cref="Peek"/>.</summary>
    /// <returns>The numbering whose bytes they were.</returns>
    internal InputNumbering Applying(int count)
    {
        (InputNumbering numbering, byte[] data) = _waiting.Peek();
        numbering.Applied += count;
        Applied += count;
        _waitingBytes -= count;
        _firstDone += count;
        if (_firstDone == data.Length)
        {
            _waiting.Dequeue();
            _firstDone = 0;
        }

        return numbering;
    }

    /// <summary>Forgets what waits, when nobody will ever read it.</summary>
    internal void DropWaiting()
    {
        _waiting.Clear();
        (_firstDone, _waitingBytes) = (0, 0);
    }
}
