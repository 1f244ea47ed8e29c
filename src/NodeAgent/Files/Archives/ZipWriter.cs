using System.IO.Compression;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Writes zip, by the library. Its names are text: a byte that is no UTF-8 stands as <see cref="PathText"/>, which tells it but does not come back as that byte.</summary>
internal sealed class ZipWriter(Stream output) : IArchiveWriter
{
    private const int FolderAttribute = 0x10;
    private readonly ZipArchive _archive = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private Stream? _content;

    public void Begin(ArchiveEntry entry)
    {
        string name = PathText.Encode(entry.Name);
        ZipArchiveEntry member = _archive.CreateEntry(entry.Kind == ArchiveKind.Folder ? name + "/" : name, CompressionLevel.Fastest);

        // The format counts from 1980 to 2107.
        member.LastWriteTime = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(entry.Seconds, 315_619_200, 4_354_819_100));
        uint type = entry.Kind switch
        {
            ArchiveKind.Folder => 0x4000u,
            ArchiveKind.Link => 0xA000u,
            _ => 0x8000u,
        };
        member.ExternalAttributes = (int)((type | entry.Mode) << 16) | (entry.Kind == ArchiveKind.Folder ? FolderAttribute : 0);
        if (entry.Kind != ArchiveKind.Folder)
        {
            _content = member.Open();
            _content.Write(entry.Kind == ArchiveKind.Link ? entry.Target : []);
        }
    }

    public void Write(ReadOnlySpan<byte> content) => _content?.Write(content);

    public void End()
    {
        _content?.Dispose();
        _content = null;
    }

    public void Finish() => _archive.Dispose();

    public void Dispose()
    {
        if (_content is null)
        {
            _archive.Dispose();
        }
    }
}
