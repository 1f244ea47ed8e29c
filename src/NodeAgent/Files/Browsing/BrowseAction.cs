using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Browsing;

/// <summary>A folder as system D shows it: folders first, then names; hidden names left out (inventory D9).</summary>
internal sealed class BrowseAction(FilesOptions options, TimeProvider time) : JsonFileAction<BrowseFolder, BrowseListing>(FileActions.Browse)
{
    private const int MaxShown = 10_000;

    /// <inheritdoc/>
    protected override Task<BrowseListing> DoAsync(FileRoot root, BrowseFolder request, CancellationToken cancellationToken)
    {
        FilePath path = FilePath.Parse(request.Path);
        return root.RunLongAsync(tree =>
        {
            using SafeFileHandle folder = tree.OpenFolder(path);
            BrowseItems items = new(tree, new FolderAnalysis(options, cancellationToken), time);
            (byte[] Name, bool IsFolder)[] names =
            [
                .. FileTree.Names(folder, options.MaxFolderEntries, path).Where(n => !HiddenNames.Contains(n.Name))
                    .Select(n => (n.Name, IsFolder: IsFolder(folder, n, path))).Where(n => request.IncludeFiles || n.IsFolder)
                    .OrderBy(n => !n.IsFolder).ThenBy(n => n.Name, ByteOrder.Instance),
            ];
            return new BrowseListing(path.ToString(), [.. names.Take(MaxShown).Select(n => items.Describe(folder, n.Name, path.Child(n.Name))).OfType<BrowseItem>()], names.Length > MaxShown);
        });
    }

    internal static bool IsFolder(SafeFileHandle folder, FolderName name, FilePath path) =>
        name.Type == FolderName.Folder || (name.Type == FolderName.Unknown && FileTree.TryStatAt(folder, name.Name, path) is { IsFolder: true });
}
