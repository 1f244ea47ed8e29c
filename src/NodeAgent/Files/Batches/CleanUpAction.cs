using Anchorage.NodeAgent.Files.Backups;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Files.Transfers;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Batches;

/// <summary>Removes what work on files left behind when an agent was killed, and the managed backups.</summary>
internal sealed class CleanUpAction(TransferBook book, FilesOptions options, TimeProvider time) : JsonFileAction<CleanUp, CleanUpReport>(FileActions.CleanUp)
{
    /// <inheritdoc/>
    protected override Task<CleanUpReport> DoAsync(FileRoot root, CleanUp request, CancellationToken cancellationToken)
    {
        HashSet<string> needed = book.Temporaries(root.InstanceId);
        return root.RunLongAsync(tree => new Sweep(tree, root.Home, request, needed, options, time, cancellationToken).Run());
    }

    private sealed class Sweep(FileTree tree, FilePath home, CleanUp request, HashSet<string> needed, FilesOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        private const int MaxErrors = 100;
        private readonly List<string> _errors = [];
        private readonly long _before = time.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
        private int _removed;
        private int _seen;

        internal CleanUpReport Run()
        {
            if (request.Temporary)
            {
                Try(() =>
                {
                    using SafeFileHandle folder = tree.OpenFolder(home);
                    Enter(folder, home, 0);
                });
            }

            int backups = 0;
            if (request.Backups)
            {
                Try(() => backups = new BackupFolder(home, options, time).Empty(tree, cancellationToken));
            }

            return new CleanUpReport(_removed, backups, _errors);
        }

        private void Enter(SafeFileHandle folder, FilePath path, int depth)
        {
            foreach (FolderName name in FileTree.Names(folder, options.MaxFolderEntries, path))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (++_seen > options.MaxWalkedEntries || depth > options.MaxDepth)
                {
                    throw new LinkRequestException(FileErrors.TooMany, $"{path}: only the first {options.MaxWalkedEntries} objects below the home folder were looked at.");
                }

                FilePath at = path.Child(name.Name);
                if (FileTree.TryStatAt(folder, name.Name, at) is not { IsMount: false } stat)
                {
                    continue;
                }

                if (stat.IsFolder)
                {
                    Try(() =>
                    {
                        using SafeFileHandle below = FileTree.OpenFolderAt(folder, name.Name, at);
                        Enter(below, at, depth + 1);
                    });
                }
                else if (stat.IsFile && TempName.Fits(name.Name) && !needed.Contains(PathText.Encode(name.Name)) && (request.Force || stat.ModifySeconds < _before))
                {
                    Try(() =>
                    {
                        FileTree.Remove(folder, name.Name, isFolder: false, at);
                        _removed++;
                    });
                }
            }
        }

        private void Try(Action act)
        {
            try
            {
                act();
            }
            catch (LinkRequestException e)
            {
                if (_errors.Count < MaxErrors)
                {
                    _errors.Add(e.Message);
                }
            }
        }
    }
}
