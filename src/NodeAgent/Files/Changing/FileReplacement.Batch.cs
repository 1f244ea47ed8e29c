using Anchorage.NodeAgent.Files.Backups;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Changing;

/// <content>One of several files that are replaced together: put in place so that it can be taken back.</content>
internal sealed partial class FileReplacement
{
    private bool _installed;
    private bool _replaced;

    /// <summary>Puts the content in place. What was there keeps the temporary name until this ends.</summary>
    internal void Install()
    {
        FileTree.Flush(_file, _path);
        lock (CommitLocks.Of(FileTree.Stat(_folder, _path), _path.Name))
        {
            Statx? old = Check(_folder, _path, _request);
            Prepare(old);
            if (old is not null)
            {
                FileTree.Exchange(_folder, _temporary, _path.Name, _path);
                _replaced = true;
            }
            else
            {
                FileTree.TryRename(_folder, _temporary, _folder, _path.Name, replace: false, _path);
            }

            _installed = true;
        }
    }

    /// <summary>Takes the content back: the old file is there again, a new one is gone. False when that was not possible.</summary>
    internal bool Revert()
    {
        if (!_installed)
        {
            return true;
        }

        try
        {
            if (_replaced)
            {
                FileTree.Exchange(_folder, _temporary, _path.Name, _path);
            }
            else
            {
                FileTree.Remove(_folder, _path.Name, isFolder: false, _path);
            }

            (_installed, _replaced) = (false, false);
            return true;
        }
        catch (LinkRequestException)
        {
            // What was there stays under its temporary name rather than be lost.
            _keeps = true;
            return false;
        }
    }

    /// <summary>Copies what is there now to the backups. Null when there is nothing.</summary>
    /// <returns>The name of the backup.</returns>
    internal byte[]? Copy(FileTree tree, BackupFolder backups) =>
        FileTree.TryStatAt(_folder, _path.Name, _path) is { IsFile: true } ? backups.Copy(tree, _folder, _path.Name, _path) : null;

    /// <summary>The file as it is now.</summary>
    internal FileEntry Describe(FileTree tree) => tree.Describe(FileTree.Stat(_file, _path), _path, withPath: true);
}
