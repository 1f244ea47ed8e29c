using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Copies a file, a link or a folder with all that is in it. Links are copied as links; devices and pipes are refused.</summary>
internal sealed class TreeCopy(FileTree tree, FilesOptions options, CancellationToken cancellationToken)
{
    private readonly byte[] _buffer = new byte[1024 * 1024];
    private long _bytes;
    private int _entries;

    /// <summary>Copies to a name that is free.</summary>
    internal void Copy(SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName, FilePath path) => Copy(from, name, to, newName, path, 0);

    private void Copy(SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName, FilePath path, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Statx stat = FileTree.TryStatAt(from, name, path) ?? throw FileErrors.Of(FileConstants.NoEntry, path.ToString());
        Count(stat, path, depth);
        if (stat.IsFolder)
        {
            CopyFolder(from, name, to, newName, path, depth, stat);
        }
        else if (stat.IsFile)
        {
            CopyFile(from, name, to, newName, path, stat);
        }
        else if (stat.IsLink)
        {
            FileTree.MakeLink(FileTree.ReadLink(from, name, path), to, newName, path);
        }
        else
        {
            throw new LinkRequestException(FileErrors.Special, $"{path} is a device, a pipe or a socket, and is not copied.");
        }
    }

    private void CopyFolder(SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName, FilePath path, int depth, Statx stat)
    {
        using SafeFileHandle source = FileTree.OpenFolderAt(from, name, path);
        FileTree.TryMakeFolder(to, newName, path, 0x1C0);
        using SafeFileHandle target = FileTree.OpenFolderAt(to, newName, path);
        foreach (FolderName entry in FileTree.Names(source, options.MaxFolderEntries, path))
        {
            Copy(source, entry.Name, target, entry.Name, path.Child(entry.Name), depth + 1);
        }

        FileTree.SetMode(target, stat.Mode & 0x1FFu, path);
        FileTree.TrySetTime(target, stat.ModifySeconds, stat.ModifyNanoseconds);
    }

    private void CopyFile(SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName, FilePath path, Statx stat)
    {
        using SafeFileHandle source = tree.OpenFileAt(from, name, path);
        using SafeFileHandle target = FileTree.MakeFile(to, newName, path);
        long at = 0;
        for (int count; (count = FileTree.Read(source, _buffer, at, path)) > 0; at += count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FileTree.Write(target, _buffer.AsSpan(0, count), path);
            if (at + count > options.MaxFileBytes)
            {
                throw new LinkRequestException(FileErrors.TooLarge, $"{path} grew beyond {options.MaxFileBytes} bytes.");
            }
        }

        FileTree.SetMode(target, stat.Mode & 0x1FFu, path);
        FileTree.TrySetTime(target, stat.ModifySeconds, stat.ModifyNanoseconds);
    }

    private void Count(Statx stat, FilePath path, int depth)
    {
        _bytes += stat.IsFile ? (long)stat.Size : 0;
        _entries++;
        if (_bytes > options.MaxTreeBytes || (stat.IsFile && (long)stat.Size > options.MaxFileBytes))
        {
            throw new LinkRequestException(FileErrors.TooLarge, $"{path}: more than {options.MaxTreeBytes} bytes are not moved at once.");
        }

        if (_entries > options.MaxTreeEntries || depth > options.MaxDepth)
        {
            throw new LinkRequestException(FileErrors.TooMany, $"More than {options.MaxTreeEntries} objects, or folders more than {options.MaxDepth} deep, are not copied at once.");
        }
    }
}
