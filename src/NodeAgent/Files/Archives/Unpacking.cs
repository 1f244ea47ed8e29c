using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Turns members into files. What counts is what comes out, never what an archive says of itself.</summary>
internal sealed class Unpacking(FileRoot root, UnpackPlace place, UnpackArchive request, FilesOptions options)
{
    private readonly byte[] _buffer = new byte[PackWalk.Piece];
    private long _bytes;
    private int _entries;

    /// <summary>Takes all members.</summary>
    internal async Task RunAsync(IArchiveReader archive, CancellationToken cancellationToken)
    {
        while (await archive.NextAsync(cancellationToken) is { } entry)
        {
            if (++_entries > options.MaxTreeEntries)
            {
                throw new LinkRequestException(FileErrors.TooMany, $"The archive holds more than {options.MaxTreeEntries} members. Nothing of it was kept.");
            }

            byte[][] names = EntryNames.Of(entry.Name, options.MaxDepth);
            if (names.Length == 0 && entry.Kind != ArchiveKind.Folder)
            {
                throw ArchiveErrors.Invalid("a member has no name");
            }

            switch (entry.Kind)
            {
                case ArchiveKind.Folder:
                    await DoAsync(() => place.MakeFolder(names, entry));
                    break;
                case ArchiveKind.File:
                    await FileAsync(archive, names, entry, cancellationToken);
                    break;
                case ArchiveKind.Link when !request.OutsideLinks && !EntryNames.StaysInside(names, entry.Target!):
                    throw EntryNames.Outside([.. entry.Name, .. " -> "u8, .. entry.Target!]);
                case ArchiveKind.Link:
                    await DoAsync(() => place.MakeLink(names, entry.Target!));
                    break;
                default:
                    byte[][] target = EntryNames.Of(entry.Target!, options.MaxDepth);
                    await DoAsync(() => place.MakeHardLink(names, target.Length > 0 ? target : throw ArchiveErrors.Invalid("a hard link has no target")));
                    break;
            }
        }
    }

    private async Task FileAsync(IArchiveReader archive, byte[][] names, ArchiveEntry entry, CancellationToken cancellationToken)
    {
        SafeFileHandle? file = null;
        try
        {
            long length = 0;
            int count;
            do
            {
                count = await archive.ReadAsync(_buffer, cancellationToken);
                length += count;
                _bytes += count;
                Check(length);
                bool end = count < _buffer.Length;
                file = await root.RunAsync(_ =>
                {
                    SafeFileHandle to = file ?? place.MakeFile(names);
                    FileTree.Write(to, _buffer.AsSpan(0, count), place.Path);
                    if (end)
                    {
                        place.EndFile(to, entry);
                    }

                    return to;
                });
            }
            while (count == _buffer.Length);
        }
        finally
        {
            file?.Dispose();
        }
    }

    private void Check(long length)
    {
        if (_bytes > options.MaxTreeBytes || length > options.MaxFileBytes)
        {
            throw new LinkRequestException(
                FileErrors.TooLarge, $"Unpacked, the archive is larger than allowed: {options.MaxTreeBytes} bytes, {options.MaxFileBytes} for one file. Nothing of it was kept.");
        }
    }

    private Task DoAsync(Action work) => root.RunAsync(_ =>
    {
        work();
        return true;
    });
}
