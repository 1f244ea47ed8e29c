using System.Text;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>
/// Walks a folder for an archive, a step at a time: each step runs as the instance's user, and between two of them nothing is done as that user. What cannot be read is
/// noted and left out; what shrinks meanwhile is filled with zeros and noted. What lies on another file system of the kernel's own, devices and pipes are left out.
/// </summary>
internal sealed class PackWalk(FileTree tree, FilePath folder, IReadOnlyList<byte[]>? names, FilesOptions options, bool contents) : IDisposable
{
    internal const int Piece = 256 * 1024;
    private const int MaxNotes = 1000;
    private readonly Stack<Level> _levels = new();
    private readonly byte[] _buffer = new byte[contents ? Piece : 0];
    private readonly StringBuilder _notes = new();
    private SafeFileHandle? _file;

    /// <summary>Members so far.</summary>
    internal int Entries { get; private set; }

    /// <summary>Bytes of files so far.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Objects that were left out or are not whole.</summary>
    internal int LeftOut { get; private set; }

    /// <summary>What was left out, a line for each; empty for nothing.</summary>
    internal string Notes => _notes.ToString();

    /// <summary>The walk.</summary>
    /// <exception cref="LinkRequestException"><c>file_too_many</c>, <c>file_too_large</c>, or the folder cannot be read.</exception>
    internal IEnumerable<PackStep> Steps()
    {
        Begin();
        if (names is null && !folder.IsRoot)
        {
            ArchiveEntry top = Folder(folder.Name, FileTree.Stat(_levels.Peek().Handle, folder));
            Count(top, folder);
            yield return new PackStep(top, default, true);
        }

        while (_levels.TryPeek(out Level? level))
        {
            if (!level.Names.TryDequeue(out byte[]? name))
            {
                _levels.Pop().Handle.Dispose();
                continue;
            }

            FilePath path = level.Path.Child(name);
            byte[] inArchive = level.Prefix.Length == 0 ? name : [.. level.Prefix, (byte)'/', .. name];
            if (Look(level, name, inArchive, path) is not { } entry)
            {
                continue;
            }

            Count(entry, path);
            if (entry.Kind != ArchiveKind.File || !contents)
            {
                yield return new PackStep(entry, default, true);
                continue;
            }

            Statx before = FileTree.Stat(_file!, path);
            long at = 0;
            do
            {
                int count = Read(path, at, entry.Size);
                bool end = at + count >= entry.Size;
                if (end)
                {
                    Close(before, path);
                }

                yield return new PackStep(at == 0 ? entry : null, _buffer.AsMemory(0, count), end);
                at += count;
            }
            while (at < entry.Size);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        foreach (Level level in _levels)
        {
            level.Handle.Dispose();
        }
    }

    private void Begin()
    {
        SafeFileHandle top = tree.OpenFolder(folder);
        foreach (byte[] name in names ?? [])
        {
            _ = FileTree.TryStatAt(top, name, folder) ?? throw FileErrors.Of(FileConstants.NoEntry, folder.Child(name).ToString());
        }

        _levels.Push(new Level(top, folder, names is null && !folder.IsRoot ? folder.Name : [], names is null ? Sorted(top, folder) : new Queue<byte[]>(names)));
    }

    private Queue<byte[]> Sorted(SafeFileHandle handle, FilePath path)
    {
        List<FolderName> found = FileTree.Names(handle, options.MaxFolderEntries, path);
        found.Sort(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        return new Queue<byte[]>(found.Select(f => f.Name));
    }

    /// <summary>What a name stands for, opened when it is a file, entered when it is a folder; null when it is left out.</summary>
    private ArchiveEntry? Look(Level level, byte[] name, byte[] inArchive, FilePath path)
    {
        try
        {
            switch (FileTree.TryStatAt(level.Handle, name, path))
            {
                // It may have gone since the names were read.
                case null:
                    return null;
                case { IsFolder: true }:
                    return Enter(level, name, inArchive, path);
                case { IsLink: true } link:
                    return new ArchiveEntry(inArchive, ArchiveKind.Link, 0x1FF, 0, link.ModifySeconds, FileTree.ReadLink(level.Handle, name, path));
                case { IsFile: true } file when !contents:
                    return File(inArchive, file);
                case { IsFile: true }:
                    _file = tree.OpenFileAt(level.Handle, name, path);
                    return File(inArchive, FileTree.Stat(_file, path));
                default:
                    Note(path, "is a device, a pipe or a socket");
                    return null;
            }
        }
        catch (LinkRequestException e) when (e.Code is not (FileErrors.TooMany or FileErrors.TooLarge))
        {
            Note(path, e.Message);
            return null;
        }
    }

    private ArchiveEntry Enter(Level level, byte[] name, byte[] inArchive, FilePath path)
    {
        if (_levels.Count > options.MaxDepth)
        {
            throw new LinkRequestException(FileErrors.TooMany, $"Folders more than {options.MaxDepth} deep are not packed; {Short(path)} is deeper.");
        }

        SafeFileHandle inner = tree.EnterFolderAt(level.Handle, name, path);
        try
        {
            ArchiveEntry entry = Folder(inArchive, FileTree.Stat(inner, path));
            _levels.Push(new Level(inner, path, inArchive, Sorted(inner, path)));
            return entry;
        }
        catch
        {
            inner.Dispose();
            throw;
        }
    }

    /// <summary>The next bytes; zeros when the file has not as many any more.</summary>
    private int Read(FilePath path, long at, long size)
    {
        int wanted = (int)Math.Min(_buffer.Length, size - at);
        int count = 0;
        try
        {
            for (int more = 1; count < wanted && more > 0; count += more)
            {
                more = FileTree.Read(_file!, _buffer.AsSpan(count, wanted - count), at + count, path);
            }
        }
        catch (LinkRequestException e)
        {
            Note(path, e.Message);
        }

        _buffer.AsSpan(count, wanted - count).Clear();
        return wanted;
    }

    private void Close(Statx before, FilePath path)
    {
        Statx now = FileTree.Stat(_file!, path);
        if (now.Size < before.Size || (now.Size == before.Size && (now.ModifySeconds, now.ModifyNanoseconds) != (before.ModifySeconds, before.ModifyNanoseconds)))
        {
            Note(path, "was changed while it was read; what is in the archive is no version of it");
        }

        _file!.Dispose();
        _file = null;
    }

    private void Count(ArchiveEntry entry, FilePath path)
    {
        Entries++;
        Bytes += entry.Size;
        if (Bytes > options.MaxTreeBytes)
        {
            throw new LinkRequestException(FileErrors.TooLarge, $"With {Short(path)} the archive would hold more than {options.MaxTreeBytes} bytes. Pack less at once.");
        }

        if (Entries > options.MaxTreeEntries)
        {
            throw new LinkRequestException(FileErrors.TooMany, $"The archive would hold more than {options.MaxTreeEntries} objects. Pack less at once.");
        }
    }

    private void Note(FilePath path, string what)
    {
        if (++LeftOut <= MaxNotes)
        {
            _notes.Append(path).Append(": ").Append(what).Append('\n');
        }
    }

    private static string Short(FilePath path) => path.ToString() is { Length: > 200 } text ? "…" + text[^200..] : path.ToString();

    private static ArchiveEntry Folder(byte[] name, Statx stat) => new(name, ArchiveKind.Folder, stat.Mode & 0x1FFu, 0, stat.ModifySeconds);

    private static ArchiveEntry File(byte[] name, Statx stat) => new(name, ArchiveKind.File, stat.Mode & 0x1FFu, (long)stat.Size, stat.ModifySeconds);

    private sealed record Level(SafeFileHandle Handle, FilePath Path, byte[] Prefix, Queue<byte[]> Names);
}
