using Anchorage.NodeAgent.Files.Backups;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>New content of a file: written beside it, then put in its place in one step. Readers see the old file or the new one.</summary>
internal sealed partial class FileReplacement : IDisposable
{
    private readonly FilePath _path;
    private readonly WriteFile _request;
    private readonly SafeFileHandle _folder;
    private readonly SafeFileHandle _file;
    private readonly byte[] _temporary;
    private bool _keeps;

    private FileReplacement(FilePath path, WriteFile request, SafeFileHandle folder, byte[]? temporary)
    {
        (_path, _request, _folder) = (path, request, folder);
        _keeps = temporary is not null;
        _temporary = temporary ?? TempName.Make();
        _file = _keeps ? FileTree.OpenToWrite(folder, _temporary, path) : FileTree.MakeFile(folder, _temporary, path);
    }

    /// <summary>The place of the file, where the path leads.</summary>
    internal FilePath Place => _path;

    /// <summary>The name of the new content beside it.</summary>
    internal byte[] Temporary => _temporary;

    /// <summary>The open new content.</summary>
    internal SafeFileHandle File => _file;

    /// <summary>Bytes so far.</summary>
    internal long Length { get; private set; }

    /// <summary>Checks everything that can be checked before the bytes come, and begins.</summary>
    /// <param name="tree">The files.</param>
    /// <param name="path">The file.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="temporary">Name of new content that was begun before, which is kept when this ends without a commit; null for new content.</param>
    internal static FileReplacement Begin(FileTree tree, FilePath path, WriteFile request, byte[]? temporary = null)
    {
        if (request.Parents && !path.IsRoot)
        {
            Folders.Ensure(tree, path.Parent);
        }

        (SafeFileHandle folder, FilePath place) = tree.FindPlace(path, followLast: !request.Plain);
        try
        {
            if (Check(folder, place, request) is not null)
            {
                FileTree.RequireWritable(folder, place.Name, place);
            }

            return new FileReplacement(place, request, folder, temporary);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Takes more bytes.</summary>
    internal void Append(ReadOnlySpan<byte> data)
    {
        FileTree.Write(_file, data, _path);
        Length += data.Length;
    }

    /// <summary>Puts the content in place.</summary>
    /// <param name="tree">The files.</param>
    /// <param name="backups">Where the file that is there now is kept; null to let it go.</param>
    internal FileEntry Commit(FileTree tree, BackupFolder? backups)
    {
        FileTree.Flush(_file, _path);
        Statx folder = FileTree.Stat(_folder, _path);
        lock (CommitLocks.Of(folder, _path.Name))
        {
            Statx? old = Check(_folder, _path, _request);
            Prepare(old);
            if (old is not null && backups is not null)
            {
                Swap(tree, backups);
            }
            else
            {
                FileTree.TryRename(_folder, _temporary, _folder, _path.Name, replace: !_request.OnlyNew, _path);
            }
        }

        return tree.Describe(FileTree.Stat(_file, _path), _path, withPath: true);
    }

    /// <summary>Removes what was not put in place, unless it was begun before. Called where files are touched, like everything here.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (!_keeps)
        {
            TryRemove();
        }

        _folder.Dispose();
    }

    /// <summary>Lets the new content stay when this ends, for somebody who goes on with it.</summary>
    internal void Leave() => _keeps = true;

    /// <summary>Removes the new content.</summary>
    internal void TryRemove()
    {
        try
        {
            FileTree.Remove(_folder, _temporary, isFolder: false, _path);
        }
        catch (LinkRequestException)
        {
            // Its folder went away, or cannot be written any more.
        }
    }

    /// <summary>Gives the new content the owner and the permissions of the old one, and the time that was asked for.</summary>
    private void Prepare(Statx? old)
    {
        if (old is { } before && FileTree.Stat(_file, _path) is var now && (now.User != before.User || now.Group != before.Group))
        {
            FileTree.TrySetOwner(_file, before.User, before.Group);
        }

        // Rights to act as the owner are not handed to content that the owner has not seen; the kernel takes them away at a write too.
        FileTree.SetMode(_file, (uint)(old?.Mode & 0x1FF ?? _request.Mode ?? 0x1A4), _path);
        if (_request.Mtime is { } time)
        {
            long seconds = Math.DivRem(time, 1000, out long rest);
            FileTree.TrySetTime(_file, rest < 0 ? seconds - 1 : seconds, (uint)(rest < 0 ? rest + 1000 : rest) * 1_000_000);
        }
    }

    /// <summary>The two change places in one step, then the old one is put aside; if that fails they change back.</summary>
    private void Swap(FileTree tree, BackupFolder backups)
    {
        FileTree.Exchange(_folder, _temporary, _path.Name, _path);
        try
        {
            backups.Keep(tree, _folder, _temporary, _path);
        }
        catch
        {
            FileTree.Exchange(_folder, _temporary, _path.Name, _path);
            throw;
        }
    }

    /// <summary>The file that is there now, when the request agrees with it.</summary>
    private static Statx? Check(SafeFileHandle folder, FilePath path, WriteFile request)
    {
        Statx? there = FileTree.TryStatAt(folder, path.Name, path);
        if (there is { } stat)
        {
            if (request.OnlyNew)
            {
                throw FileErrors.Of(FileConstants.Exists, path.ToString());
            }

            if (!stat.IsFile)
            {
                throw stat.IsFolder ? FileErrors.Of(FileConstants.IsFolder, path.ToString()) : new LinkRequestException(FileErrors.Special, $"{path} is no regular file.");
            }
        }

        if (request.IfMatch is { } wanted && !(there is { } file && (wanted == "*" || wanted == FileTree.Etag(file))))
        {
            throw new LinkRequestException(FileErrors.ChangedMeanwhile, $"{path} was changed since it was read.");
        }

        return there;
    }
}
