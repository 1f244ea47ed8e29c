namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The last output of a terminal, numbered from its first byte; grows as needed up to its limit.</summary>
/// <param name="limit">Bytes that are kept at most; a power of two.</param>
internal sealed class OutputRing(int limit)
{
    private const int FirstSize = 4096;

    private byte[] _bytes = [];

    /// <summary>Offset of the oldest byte that is kept.</summary>
    internal long Start { get; private set; }

    /// <summary>Offset of the next byte: the count of all output so far.</summary>
    internal long End { get; private set; }

    /// <summary>Bytes of memory in use.</summary>
    internal int Capacity => _bytes.Length;

    /// <summary>Adds output; the oldest makes room.</summary>
    internal void Append(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<byte> kept = data[Math.Max(0, data.Length - limit)..];
        Grow((int)Math.Min(limit, End - Start + data.Length));
        End += data.Length;
        int index = (int)((End - kept.Length) % _bytes.Length);
        int first = Math.Min(kept.Length, _bytes.Length - index);
        kept[..first].CopyTo(_bytes.AsSpan(index));
        kept[first..].CopyTo(_bytes);
        Start = Math.Max(Start, End - _bytes.Length);
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
