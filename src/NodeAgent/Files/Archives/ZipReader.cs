using System.Buffers.Binary;
using System.IO.Compression;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>
/// Reads zip by its list at the end, one member at a time: the library would take the whole list into memory, which whoever made the archive may have made as long as it
/// gets, and knows names as text only. Stored and deflated members; nothing that is encrypted.
/// </summary>
internal sealed class ZipReader(ZipFile file, FilesOptions options) : IArchiveReader
{
    private const int EndLength = 22;
    private const int MaxComment = 65_535;
    private const int CentralLength = 46;
    private const int LocalLength = 30;
    private const uint Large = 0xFFFFFFFF;
    private const int MaxTarget = 4096;
    private long _next = -1;
    private long _left;
    private Stream? _content;
    private ZipChecksum _sum;
    private uint _expected;

    /// <inheritdoc/>
    public async ValueTask<ArchiveEntry?> NextAsync(CancellationToken cancellationToken)
    {
        if (_next < 0)
        {
            await FindListAsync();
        }

        if (_left-- == 0)
        {
            return null;
        }

        byte[] header = await ReadAsync(_next, CentralLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x02014b50)
        {
            throw ArchiveErrors.Invalid("its list is damaged");
        }

        int name = Short(header, 28), extra = Short(header, 30), comment = Short(header, 32);
        byte[] rest = await ReadAsync(_next + CentralLength, name + extra);
        _next += CentralLength + name + extra + comment;
        (long packed, long size, long offset) = Sizes(header, rest.AsMemory(name));
        _expected = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(16));
        await OpenAsync(header, packed, offset);
        return await EntryAsync(header, rest[..name], size, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count = await _content!.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        _sum.Add(buffer.Span[..count]);
        return count == buffer.Length || _sum.Value == _expected ? count : throw ArchiveErrors.Invalid("a check sum is wrong");
    }

    private async Task<ArchiveEntry> EntryAsync(byte[] header, byte[] name, long size, CancellationToken cancellationToken)
    {
        bool unix = header[5] == 3;
        uint attributes = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(38)) >> 16;
        uint type = unix ? attributes & 0xF000 : 0;
        bool folder = name is [.., (byte)'/'] || type == 0x4000;
        uint mode = unix && attributes != 0 ? attributes & 0x1FF : folder ? 0x1EDu : 0x1A4u;
        byte[] bare = name.AsSpan().TrimEnd((byte)'/').ToArray();
        if (type == 0xA000)
        {
            byte[] target = new byte[MaxTarget];
            int length = await ReadAsync(target, cancellationToken);
            return length < MaxTarget ? new ArchiveEntry(bare, ArchiveKind.Link, 0x1FF, 0, 0, target[..length]) : throw ArchiveErrors.Invalid("a link is too long");
        }

        return type is 0 or 0x4000 or 0x8000
            ? new ArchiveEntry(bare, folder ? ArchiveKind.Folder : ArchiveKind.File, mode, folder ? 0 : size, Seconds(header))
            : throw new LinkRequestException(FileErrors.Special, "The archive holds a device or a pipe, which is not made. Nothing of it was kept.");
    }

    /// <summary>Opens the content: what was packed lies behind the header that stands before it.</summary>
    private async Task OpenAsync(byte[] header, long packed, long offset)
    {
        if ((Short(header, 8) & 1) != 0)
        {
            throw ArchiveErrors.Invalid("it is encrypted");
        }

        byte[] local = await ReadAsync(offset, LocalLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != 0x04034b50)
        {
            throw ArchiveErrors.Invalid("a member is not where its list says");
        }

        ZipSlice slice = new(file, offset + LocalLength + Short(local, 26) + Short(local, 28), packed);
        _sum = ZipChecksum.Empty;
        _content = Short(header, 10) switch
        {
            0 => slice,
            8 => new DeflateStream(new BufferedStream(slice, 64 * 1024), CompressionMode.Decompress),
            _ => throw ArchiveErrors.Invalid("it is compressed in a way that is not known here"),
        };
    }

    private async Task FindListAsync()
    {
        long from = Math.Max(0, file.Length - EndLength - MaxComment);
        byte[] end = await ReadAsync(from, (int)(file.Length - from));
        int at = end.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || end.Length - at < EndLength)
        {
            throw ArchiveErrors.Ended();
        }

        _left = Short(end, at + 10);
        _next = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(at + 16));
        if (_left == 0xFFFF || _next == Large)
        {
            await FindLargeListAsync(from + at);
        }

        if (_left > options.MaxTreeEntries)
        {
            throw new LinkRequestException(FileErrors.TooMany, $"The archive holds more than {options.MaxTreeEntries} members. Nothing of it was kept.");
        }
    }

    private async Task FindLargeListAsync(long end)
    {
        byte[] locator = await ReadAsync(end - 20, 20);
        byte[] record = await ReadAsync(BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8)), 56);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != 0x07064b50 || BinaryPrimitives.ReadUInt32LittleEndian(record) != 0x06064b50)
        {
            throw ArchiveErrors.Invalid("its end is damaged");
        }

        _left = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32));
        _next = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48));
        if (_left < 0 || _next < 0)
        {
            throw ArchiveErrors.Invalid("its end is damaged");
        }
    }

    private async Task<byte[]> ReadAsync(long offset, int length)
    {
        byte[] bytes = new byte[length];
        return offset >= 0 && await file.ReadAsync(bytes, offset) == length ? bytes : throw ArchiveErrors.Ended();
    }

    /// <summary>Numbers that do not fit stand in a further field, in this order, as far as they do not fit.</summary>
    private static (long Packed, long Size, long Offset) Sizes(byte[] header, ReadOnlyMemory<byte> extra)
    {
        long size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(24));
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(20));
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(42));
        ReadOnlySpan<byte> fields = extra.Span;
        while (fields.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]);
            if (length > fields.Length - 4)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(fields) == 1)
            {
                ReadOnlySpan<byte> numbers = fields.Slice(4, length);
                size = Take(size, ref numbers);
                packed = Take(packed, ref numbers);
                offset = Take(offset, ref numbers);
            }

            fields = fields[(4 + length)..];
        }

        return size >= 0 && packed >= 0 && offset >= 0 ? (packed, size, offset) : throw ArchiveErrors.Invalid("a size is no number");
    }

    private static long Take(long value, ref ReadOnlySpan<byte> numbers)
    {
        if (value != Large || numbers.Length < 8)
        {
            return value;
        }

        long large = BinaryPrimitives.ReadInt64LittleEndian(numbers);
        numbers = numbers[8..];
        return large;
    }

    /// <summary>The format's times are those of a clock on the wall; it does not say which.</summary>
    private static long Seconds(byte[] header)
    {
        int time = Short(header, 12), date = Short(header, 14);
        int month = (date >> 5) & 15, day = date & 31, hour = time >> 11, minute = (time >> 5) & 63, second = (time & 31) * 2;
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(1980 + (date >> 9), month) && hour < 24 && minute < 60 && second < 60
            ? new DateTimeOffset(1980 + (date >> 9), month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeSeconds()
            : 0;
    }

    private static int Short(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
}
