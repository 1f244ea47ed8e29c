using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Reading;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>
/// The folder in which an archive becomes files: one of its own beside the target, which is put in its place in one step when all is there. Every name is opened in the handle
/// of its folder and no link is followed, so nothing is written elsewhere, whatever the archive says.
/// </summary>
internal sealed class UnpackPlace : IDisposable
{
    private readonly UnpackArchive _request;
    private readonly FilePath _place;
    private readonly SafeFileHandle _above;
    private readonly byte[] _temporary = TempName.Make();
    private readonly SafeFileHandle _top;
    private readonly List<(byte[][] Names, ArchiveEntry Entry)> _folders = [];
    private uint _mode = 0x1ED;
    private bool _done;
    private bool _disposed;

    private UnpackPlace(UnpackArchive request, FilePath place, SafeFileHandle above)
    {
        (_request, _place, _above) = (request, place, above);
        if (!FileTree.TryMakeFolder(above, _temporary, place, 0x1C0))
        {
            throw FileErrors.Of(FileConstants.Exists, place.ToString());
        }

        _top = FileTree.OpenFolderAt(above, _temporary, place);
    }

    /// <summary>For messages.</summary>
    internal FilePath Path => _place;

    /// <summary>The folder in which the target and the new folder are.</summary>
    internal SafeFileHandle Above => _above;

    /// <summary>Checks what can be checked before the bytes come, and begins.</summary>
    internal static UnpackPlace Begin(FileTree tree, UnpackArchive request)
    {
        FilePath path = FilePath.Parse(request.Path);
        if (request.Parents && !path.IsRoot)
        {
            Folders.Ensure(tree, path.Parent);
        }

        if (request.Into)
        {
            return Owning(tree.OpenFolder(path), above => new UnpackPlace(request, path, above));
        }

        (SafeFileHandle folder, FilePath place) = tree.FindPlace(path, followLast: false);
        return Owning(folder, above => FileTree.TryStatAt(above, place.Name, place) is null
            ? new UnpackPlace(request, place, above)
            : throw FileErrors.Of(FileConstants.Exists, place.ToString()));
    }

    /// <summary>Makes a folder, with those above it.</summary>
    internal void MakeFolder(byte[][] names, ArchiveEntry entry)
    {
        if (names.Length == 0)
        {
            _mode = entry.Mode;
            return;
        }

        Enter(names).Dispose();
        _folders.Add((names, entry));
    }

    /// <summary>Makes a file, which replaces one of the same name that came before.</summary>
    internal SafeFileHandle MakeFile(byte[][] names)
    {
        using SafeFileHandle folder = Enter(names[..^1]);
        RemoveFormer(folder, names);
        return FileTree.MakeFile(folder, names[^1], _place);
    }

    /// <summary>Ends a file.</summary>
    internal void EndFile(SafeFileHandle file, ArchiveEntry entry)
    {
        FileTree.SetMode(file, entry.Mode, _place);
        FileTree.TrySetTime(file, entry.Seconds, 0);
        file.Dispose();
    }

    /// <summary>Makes a link.</summary>
    internal void MakeLink(byte[][] names, byte[] target)
    {
        using SafeFileHandle folder = Enter(names[..^1]);
        RemoveFormer(folder, names);
        FileTree.MakeLink(target, folder, names[^1], _place);
    }

    /// <summary>Gives a file that came before a further name.</summary>
    internal void MakeHardLink(byte[][] names, byte[][] target)
    {
        using SafeFileHandle from = Enter(target[..^1]);
        if (FileTree.TryStatAt(from, target[^1], _place) is not { IsFile: true })
        {
            throw ArchiveErrors.Invalid("a hard link means a file that did not come before it");
        }

        using SafeFileHandle folder = Enter(names[..^1]);
        RemoveFormer(folder, names);
        FileTree.MakeHardLink(from, target[^1], folder, names[^1], _place);
    }

    /// <summary>Puts what is there in its place.</summary>
    internal FileEntry Commit(FileTree tree, CancellationToken cancellationToken)
    {
        // From below: a folder that may not be written would keep the others from being ended.
        foreach ((byte[][] names, ArchiveEntry entry) in _folders.OrderByDescending(f => f.Names.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using SafeFileHandle folder = Enter(names);
            FileTree.SetMode(folder, entry.Mode, _place);
            FileTree.TrySetTime(folder, entry.Seconds, 0);
        }

        if (_request.Into)
        {
            MoveUp();
            TreeRemoval.Remove(_above, _temporary, _place, CancellationToken.None);
        }
        else
        {
            FileTree.SetMode(_top, _mode, _place);
            FileTree.TryRename(_above, _temporary, _above, _place.Name, replace: false, _place);
        }

        _done = true;
        return StatAction.Look(tree, _place);
    }

    /// <summary>Removes what was not put in place. Called where files are touched, like everything here.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _top.Dispose();
        if (!_done)
        {
            try
            {
                TreeRemoval.Remove(_above, _temporary, _place, CancellationToken.None);
            }
            catch (LinkRequestException)
            {
                // Its folder went away, or cannot be written any more.
            }
        }

        _above.Dispose();
    }

    /// <summary>Names at the top go into the folder, all of them or none.</summary>
    private void MoveUp()
    {
        using SafeFileHandle top = FileTree.OpenFolderAt(_above, _temporary, _place);
        List<byte[]> names = [.. FileTree.Names(top, int.MaxValue, _place).Select(n => n.Name)];
        foreach (byte[] name in names.Where(n => FileTree.TryStatAt(_above, n, _place) is not null))
        {
            throw FileErrors.Of(FileConstants.Exists, _place.Child(name).ToString());
        }

        int moved = 0;
        try
        {
            for (; moved < names.Count; moved++)
            {
                FileTree.TryRename(top, names[moved], _above, names[moved], replace: false, _place.Child(names[moved]));
            }
        }
        catch
        {
            while (moved-- > 0)
            {
                FileTree.TryRename(_above, names[moved], top, names[moved], replace: false, _place.Child(names[moved]));
            }

            throw;
        }
    }

    /// <summary>Opens a folder of the archive, made where it is missing.</summary>
    private SafeFileHandle Enter(byte[][] names)
    {
        SafeFileHandle at = FileTree.OpenFolderAt(_top, "."u8.ToArray(), _place);
        foreach (byte[] name in names)
        {
            SafeFileHandle outer = at;
            try
            {
                FileTree.TryMakeFolder(outer, name, _place);
                at = FileTree.OpenFolderAt(outer, name, _place);
            }
            finally
            {
                outer.Dispose();
            }
        }

        return at;
    }

    private void RemoveFormer(SafeFileHandle folder, byte[][] names)
    {
        if (FileTree.TryStatAt(folder, names[^1], _place) is { IsFolder: false })
        {
            FileTree.Remove(folder, names[^1], isFolder: false, _place);
        }
    }

    private static UnpackPlace Owning(SafeFileHandle folder, Func<SafeFileHandle, UnpackPlace> make)
    {
        try
        {
            return make(folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
