namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The last output of a terminal, numbered from its first byte; grows as needed up to its limit.</summary>
/// <param name="limit">Bytes that are kept at most; a power of two.</param>
internal sealed class OutputRing(int limit)
{
    private const int FirstSize = 4096;
    private const int LongestCheckpointDistance = 16 * 1024;

    private readonly int _checkpointEvery = Math.Min(LongestCheckpointDistance, limit / 4);
    private readonly Queue<(long Offset, EscapeScanner Scanner)> _checkpoints = new();
    private byte[] _bytes = [];
    private EscapeScanner _scanner;
    private long _lastCheckpoint;

    /// <summary>Offset of the oldest byte that is kept.</summary>
    internal long Start { get; private set; }

    /// <summary>Offset of the next byte: the count of all output so far.</summary>
    internal long End { get; private set; }

    /// <summary>Bytes of memory in use.</summary>
    internal int Capacity => _bytes.Length;

    /// <summary>Adds output; the oldest makes room.</summary>
    internal void Append(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            // Pieces no longer than a checkpoint's distance, so that a cut never needs more than that to be scanned twice.
            ReadOnlySpan<byte> piece = data[..Math.Min(data.Length, _checkpointEvery)];
            AppendPiece(piece);
            data = data[piece.Length..];
        }
    }

    /// <summary>Copies what is kept from an offset on.</summary>
    /// <returns>The count of bytes.</returns>
    internal int CopyTo(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, Start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, End);
        int count = (int)Math.Min(destination.Length, End - offset);
        if (count > 0)
        {
            int index = (int)(offset % _bytes.Length);
            int first = Math.Min(count, _bytes.Length - index);
            _bytes.AsSpan(index, first).CopyTo(destination);
            _bytes.AsSpan(0, count - first).CopyTo(destination[first..]);
        }

        return count;
    }

    /// <summary>The first offset at or after the wanted one where a viewer can begin to read without half a character or half an escape sequence.</summary>
    /// <returns>The offset, or null while the output ends inside a sequence that began before: more output will show its end.</returns>
    internal long? FindCut(long wanted)
    {
        wanted = Math.Clamp(wanted, Start, End);
        if (wanted == 0)
        {
            return 0;
        }

        (long position, EscapeScanner scanner) = (0, default(EscapeScanner));
        foreach ((long offset, EscapeScanner state) in _checkpoints)
        {
            if (offset > wanted)
            {
                break;
            }

            (position, scanner) = (offset, state);
        }

        byte[] window = new byte[_checkpointEvery];
        while (position < End)
        {
            ReadOnlySpan<byte> bytes = window.AsSpan(0, CopyTo(position, window));
            int cut = scanner.FindCut(bytes, (int)Math.Clamp(wanted - position, 0, bytes.Length));
            if (cut < bytes.Length)
            {
                return position + cut;
            }

            scanner.Advance(bytes);
            position += bytes.Length;
        }

        return null;
    }

    private void AppendPiece(ReadOnlySpan<byte> piece)
    {
        Grow((int)Math.Min(limit, End - Start + piece.Length));
        int index = (int)(End % _bytes.Length);
        int first = Math.Min(piece.Length, _bytes.Length - index);
        piece[..first].CopyTo(_bytes.AsSpan(index));
        piece[first..].CopyTo(_bytes);
        End += piece.Length;
        _scanner.Advance(piece);
        Start = Math.Max(Start, End - _bytes.Length);
        if (End - _lastCheckpoint >= _checkpointEvery)
        {
            _checkpoints.Enqueue((End, _scanner));
            _lastCheckpoint = End;
        }

        // The oldest kept byte begins at a checkpoint, so that every kept offset has one before it.
        while (_checkpoints.TryPeek(out (long Offset, EscapeScanner Scanner) oldest) && oldest.Offset < Start)
        {
            _checkpoints.Dequeue();
        }

        if (Start > 0)
        {
            Start = _checkpoints.Peek().Offset;
        }
    }

    private void Grow(int needed)
    {
        if (needed <= _bytes.Length)
        {
            return;
        }

        int size = Math.Max(FirstSize, _bytes.Length);
        while (size < needed)
        {
            size *= 2;
        }

        byte[] larger = new byte[size];
        int kept = (int)(End - Start);
        byte[] old = new byte[kept];
        CopyTo(Start, old);
        _bytes = larger;
        int index = (int)(Start % size);
        int first = Math.Min(kept, size - index);
        old.AsSpan(0, first).CopyTo(larger.AsSpan(index));
        old.AsSpan(first).CopyTo(larger);
    }
}
