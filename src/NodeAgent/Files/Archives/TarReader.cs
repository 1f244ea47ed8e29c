using System.Globalization;
using System.Text;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Reads tar in the forms that are in use: the old one, POSIX with its further headers, and GNU with long names. Sparse files are refused.</summary>
internal sealed class TarReader(Stream input) : IArchiveReader
{
    private const int MaxFurther = 1024 * 1024;
    private const int MaxHeaders = 16;
    private readonly byte[] _header = new byte[TarHeader.Block];
    private long _left;
    private int _padding;
    private byte[]? _name;
    private byte[]? _target;
    private long? _size;
    private long? _seconds;

    /// <inheritdoc/>
    public async ValueTask<ArchiveEntry?> NextAsync(CancellationToken cancellationToken)
    {
        (_name, _target, _size, _seconds) = (null, null, null, null);
        for (int further = 0; ; further++)
        {
            if (further > MaxHeaders)
            {
                throw ArchiveErrors.Invalid("a member has too many headers");
            }

            await SkipAsync(cancellationToken);
            await FillAsync(_header, cancellationToken);
            if (!_header.AsSpan().ContainsAnyExcept((byte)0))
            {
                return null;
            }

            if (!TarHeader.IsValid(_header))
            {
                throw ArchiveErrors.Invalid("a header is damaged, or it is no tar");
            }

            byte type = _header[156];
            long size = _size is { } known && type is not ((byte)'x' or (byte)'g' or (byte)'L' or (byte)'K') ? known : TarHeader.ReadNumber(_header.AsSpan(124, 12)) ?? -1;
            if (size < 0)
            {
                throw ArchiveErrors.Invalid("a size is no number");
            }

            (_left, _padding) = (size, TarHeader.Padding(size));
            if (type is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K')
            {
                Take(type, await FurtherAsync(cancellationToken));
            }
            else
            {
                return Entry(type, size);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int wanted = (int)Math.Min(buffer.Length, _left);
        await FillAsync(buffer[..wanted], cancellationToken);
        _left -= wanted;
        return wanted;
    }

    private ArchiveEntry Entry(byte type, long size)
    {
        byte[] name = _name ?? Name();
        byte[] target = _target ?? TarHeader.ReadText(_header.AsSpan(157, TarHeader.NameLength));
        bool slash = name is [.., (byte)'/'];
        ArchiveKind kind = type switch
        {
            (byte)'5' => ArchiveKind.Folder,
            0 or (byte)'0' or (byte)'7' => slash ? ArchiveKind.Folder : ArchiveKind.File,
            (byte)'2' => ArchiveKind.Link,
            (byte)'1' => ArchiveKind.HardLink,
            (byte)'3' or (byte)'4' or (byte)'6' => throw new Nodes.LinkRequestException(
                FileErrors.Special, $"The archive holds a device or a pipe ({Protocol.Files.PathText.Encode(name)}), which is not made. Nothing of it was kept."),
            _ => throw ArchiveErrors.Invalid($"it holds a member of kind '{(char)type}', which is not known here"),
        };
        if (kind != ArchiveKind.File && size > MaxFurther)
        {
            throw ArchiveErrors.Invalid("a member that is no file has content");
        }

        uint mode = (uint)(TarHeader.ReadNumber(_header.AsSpan(100, 8)) ?? 0x1A4) & 0x1FF;
        long seconds = _seconds ?? TarHeader.ReadNumber(_header.AsSpan(136, 12)) ?? 0;
        return new ArchiveEntry(name.AsSpan().TrimEnd((byte)'/').ToArray(), kind, mode, kind == ArchiveKind.File ? size : 0, seconds, kind is ArchiveKind.Link or ArchiveKind.HardLink ? target : null);
    }

    private byte[] Name()
    {
        byte[] name = TarHeader.ReadText(_header.AsSpan(0, TarHeader.NameLength));

        // Only POSIX has the first part of the name here; GNU has times.
        byte[] prefix = _header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? TarHeader.ReadText(_header.AsSpan(345, 155)) : [];
        return prefix.Length == 0 ? name : [.. prefix, (byte)'/', .. name];
    }

    private async ValueTask<byte[]> FurtherAsync(CancellationToken cancellationToken)
    {
        if (_left > MaxFurther)
        {
            throw ArchiveErrors.Invalid("a further header is too long");
        }

        byte[] further = new byte[_left];
        await ReadAsync(further, cancellationToken);
        return further;
    }

    private void Take(byte type, byte[] further)
    {
        switch (type)
        {
            case (byte)'L':
                _name = TarHeader.ReadText(further);
                break;
            case (byte)'K':
                _target = TarHeader.ReadText(further);
                break;
            case (byte)'x':
                TakeRecords(further);
                break;
            default:
                // What is said of all members is said of none in the archives that are in use: comments.
                break;
        }
    }

    /// <summary>Records of the form "length key=value", where the length counts all of it with the line end.</summary>
    private void TakeRecords(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            int space = records.IndexOf((byte)' ');
            if (space is <= 0 or > 10 || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length <= space + 1 || length > records.Length)
            {
                throw ArchiveErrors.Invalid("a further header is damaged");
            }

            ReadOnlySpan<byte> record = records[(space + 1)..(length - 1)];
            records = records[length..];
            int equals = record.IndexOf((byte)'=');
            string key = Encoding.UTF8.GetString(record[..Math.Max(equals, 0)]);
            ReadOnlySpan<byte> value = record[(equals + 1)..];
            switch (key)
            {
                case "path":
                    _name = value.ToArray();
                    break;
                case "linkpath":
                    _target = value.ToArray();
                    break;
                case "size":
                    _size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : throw ArchiveErrors.Invalid("a size is no number");
                    break;
                case "mtime":
                    int point = value.IndexOf((byte)'.');
                    _seconds = long.TryParse(point < 0 ? value : value[..point], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds) ? seconds : null;
                    break;
                case not null when key.StartsWith("GNU.sparse.", StringComparison.Ordinal):
                    throw ArchiveErrors.Invalid("it holds a sparse file; pack without --sparse");
            }
        }
    }

    private async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        long skip = _left + _padding;
        byte[] rest = new byte[Math.Min(skip, PackWalk.Piece)];
        for (; skip > 0; skip -= Math.Min(skip, rest.Length))
        {
            await FillAsync(rest.AsMemory(0, (int)Math.Min(skip, rest.Length)), cancellationToken);
        }

        (_left, _padding) = (0, 0);
    }

    private async ValueTask FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) < buffer.Length)
        {
            throw ArchiveErrors.Ended();
        }
    }
}
