namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Makes scalars of UTF-8 that arrives in pieces. What is not valid is dropped, as terminals in browsers do.</summary>
internal struct Utf8Decoder
{
    private uint _scalar;
    private byte _missing;
    private byte _length;

    /// <summary>True inside a character.</summary>
    internal readonly bool Pending => _missing > 0;

    /// <summary>Forgets what was begun.</summary>
    internal void Reset() => _missing = 0;

    /// <summary>Takes a byte of 0x80 or more.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="scalar">The character, when it is complete.</param>
    /// <returns>True when a character is complete.</returns>
    internal bool Add(byte value, out uint scalar)
    {
        scalar = 0;
        if (value < 0xC0)
        {
            if (_missing == 0)
            {
                return false;
            }

            _scalar = (_scalar << 6) | (value & 0x3Fu);
            if (--_missing > 0)
            {
                return false;
            }

            scalar = _scalar;
            uint smallest = _length switch { 2 => 0x80u, 3 => 0x800u, _ => 0x10000u };
            return scalar >= smallest && scalar <= 0x10FFFF && scalar is < 0xD800 or > 0xDFFF && scalar != 0xFEFF;
        }

        _length = value switch { < 0xE0 => 2, < 0xF0 => 3, < 0xF8 => 4, _ => 0 };
        _missing = (byte)Math.Max(_length - 1, 0);
        _scalar = _length switch { 2 => value & 0x1Fu, 3 => value & 0x0Fu, _ => value & 0x07u };
        return false;
    }
}
