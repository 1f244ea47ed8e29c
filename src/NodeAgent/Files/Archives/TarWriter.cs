namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Writes tar as GNU tar does.</summary>
internal sealed class TarWriter(Stream output) : IArchiveWriter
{
    private static readonly byte[] Zeros = new byte[2 * TarHeader.Block];
    private static readonly byte[] LongName = "././@LongLink"u8.ToArray();
    private long _size;

    public void Begin(ArchiveEntry entry)
    {
        byte[] name = entry.Kind == ArchiveKind.Folder ? [.. entry.Name, (byte)'/'] : entry.Name;
        byte[] target = entry.Target ?? [];
        Long('K', target);
        Long('L', name);
        byte type = entry.Kind switch
        {
            ArchiveKind.Folder => (byte)'5',
            ArchiveKind.Link => (byte)'2',
            ArchiveKind.HardLink => (byte)'1',
            _ => (byte)'0',
        };
        _size = entry.Kind == ArchiveKind.File ? entry.Size : 0;
        output.Write(TarHeader.Make(name, type, entry.Mode, _size, entry.Seconds, target));
    }

    public void Write(ReadOnlySpan<byte> content) => output.Write(content);

    public void End() => output.Write(Zeros, 0, TarHeader.Padding(_size));

    public void Finish()
    {
        output.Write(Zeros);

        // What compresses gives its last bytes when it is closed; the sink keeps them.
        if (output is not SinkStream)
        {
            output.Dispose();
        }
    }

    public void Dispose() => output.Dispose();

    private void Long(char type, byte[] text)
    {
        if (text.Length > TarHeader.NameLength)
        {
            output.Write(TarHeader.Make(LongName, (byte)type, 0, text.Length + 1, 0, []));
            output.Write(text);
            output.Write(Zeros, 0, 1 + TarHeader.Padding(text.Length + 1));
        }
    }
}
