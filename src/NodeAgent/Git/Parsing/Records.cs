namespace Anchorage.NodeAgent.Git.Parsing;

/// <summary>Takes output apart whose records end with NUL.</summary>
internal ref struct Records(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>True when nothing is left.</summary>
    internal readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>What is left.</summary>
    internal readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>The next record.</summary>
    /// <exception cref="FormatException">There is none, or it has no end.</exception>
    internal ReadOnlySpan<byte> Next()
    {
        int end = _rest.IndexOf((byte)0);
        if (end < 0)
        {
            throw new FormatException("A record has no end.");
        }

        ReadOnlySpan<byte> record = _rest[..end];
        _rest = _rest[(end + 1)..];
        return record;
    }
}
