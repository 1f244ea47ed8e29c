using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Browsing;

/// <summary>The folders below one, one level deep or three. At the root the first entry stands for all of it (inventory D8).</summary>
internal sealed class FoldersAction(FilesOptions options, TimeProvider time) : JsonFileAction<FindFolders, BrowseListing>(FileActions.Folders)
{
    private const int Levels = 3;
    private const int MaxShown = 2_000;

    /// <inheritdoc/>
    protected override Task<BrowseListing> DoAsync(FileRoot root, FindFolders request, CancellationToken cancellationToken)
    {
        FilePath path = FilePath.Parse(request.Path);
        return root.RunLongAsync(tree =>
        {
            List<BrowseItem> found = path.IsRoot ? [Everything(time.GetUtcNow())] : [];
            BrowseItems items = new(tree, null, time);
            using SafeFileHandle folder = tree.OpenFolder(path);
            bool whole = Collect(items, folder, path, request.Recursive ? Levels : 1, found, cancellationToken);
            return new BrowseListing(path.ToString(), found, !whole);
        });
    }

    /// <summary>False when there are more than are shown.</summary>
    private bool Collect(BrowseItems items, SafeFileHandle folder, FilePath path, int levels, List<BrowseItem> found, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IEnumerable<byte[]> names = FileTree.Names(folder, options.MaxFolderEntries, path)
            .Where(n => !HiddenNames.Contains(n.Name) && BrowseAction.IsFolder(folder, n, path)).Select(n => n.Name).Order(ByteOrder.Instance);
        foreach (byte[] name in names)
        {
            if (found.Count == MaxShown)
            {
                return false;
            }

            FilePath child = path.Child(name);
            if (items.Describe(folder, name, child) is not { IsDirectory: true } item)
            {
                continue;
            }

            found.Add(item);
            if (levels > 1 && !CollectBelow(items, folder, name, child, levels - 1, found, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private bool CollectBelow(BrowseItems items, SafeFileHandle above, byte[] name, FilePath path, int levels, List<BrowseItem> found, CancellationToken cancellationToken)
    {
        try
        {
            using SafeFileHandle folder = FileTree.OpenFolderAt(above, name, path);
            return Collect(items, folder, path, levels, found, cancellationToken);
        }
        catch (LinkRequestException)
        {
            // A folder that cannot be read is shown, what is in it is not.
            return true;
        }
    }

    private static BrowseItem Everything(DateTimeOffset now) => new("Everything", "/", "./", true, false, 0, now, now.ToUnixTimeMilliseconds(), "0755", 0, 0);
}
