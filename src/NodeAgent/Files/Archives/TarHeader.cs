using System.Text;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>
/// The 512 bytes before each member of a tar archive. Written and read here, not by the library, since names are bytes in Linux and text in the library: one that is no
/// UTF-8 would not come back (docs/adr).
/// </summary>
internal static class TarHeader
{
    internal const int Block = 512;
    internal const int NameLength = 100;

    /// <summary>Makes a header in the form that GNU tar writes, which has room for names and sizes of any length.</summary>
    internal static byte[] Make(ReadOnlySpan<byte> name, byte type, uint mode, long size, long seconds, ReadOnlySpan<byte> target)
    {
        byte[] header = new byte[Block];
        name[..Math.Min(name.Length, NameLength)].CopyTo(header);
        Octal(header.AsSpan(100, 8), mode);
        Octal(header.AsSpan(108, 8), 0);
        Octal(header.AsSpan(116, 8), 0);
        Number(header.AsSpan(124, 12), size);
        Number(header.AsSpan(136, 12), Math.Max(seconds, 0));
        header[156] = type;
        target[..Math.Min(target.Length, NameLength)].CopyTo(header.AsSpan(157));
        "ustar  \0"u8.CopyTo(header.AsSpan(257));
        Octal(header.AsSpan(148, 7), (uint)Sum(header));
        header[155] = (byte)' ';
        return header;
    }

    /// <summary>True when the check sum is right.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> header) => ReadNumber(header.Slice(148, 8)) == Sum(header);

    /// <summary>A number: octal digits, or with the first bit set the bytes of it. Null when it is none.</summary>
    internal static long? ReadNumber(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80)
        {
            long bytes = 0;
            foreach (byte b in field[1..])
            {
                if (bytes > long.MaxValue >> 8)
                {
                    return null;
                }

                bytes = (bytes << 8) | b;
            }

            return bytes;
        }

        string text = Encoding.Latin1.GetString(field).Trim(' ', '\0');
        return text.Length == 0 ? 0 : text.All(c => c is >= '0' and <= '7') ? Convert.ToInt64(text, 8) : null;
    }

    /// <summary>Bytes up to the first NUL.</summary>
    internal static byte[] ReadText(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is >= 0 and var end ? field[..end].ToArray() : field.ToArray();

    /// <summary>Bytes after content of a length up to the next block.</summary>
    internal static int Padding(long length) => (int)((Block - (length % Block)) % Block);

    private static long Sum(ReadOnlySpan<byte> header)
    {
        long sum = 8 * ' ';
        for (int i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? 0 : header[i];
        }

        return sum;
    }

    private static void Octal(Span<byte> field, uint value)
    {
        for (int i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }

    private static void Number(Span<byte> field, long value)
    {
        if (value < 1L << 33)
        {
            for (int i = field.Length - 2; i >= 0; i--)
            {
                field[i] = (byte)('0' + (value & 7));
                value >>= 3;
            }

            return;
        }

        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(field[^8..], value);
        field[0] = 0x80;
    }
}
