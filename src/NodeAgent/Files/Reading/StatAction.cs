using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Reading;

/// <summary>Looks at one object; a link is looked at itself.</summary>
internal sealed class StatAction() : JsonFileAction<FilePlace, FileEntry>(FileActions.Stat)
{
    /// <inheritdoc/>
    protected override Task<FileEntry> DoAsync(FileRoot root, FilePlace request, CancellationToken cancellationToken)
    {
        FilePath path = root.PathOf(request.Path);
        return root.RunAsync(tree => Look(tree, path));
    }

    /// <summary>The entry of a path.</summary>
    internal static FileEntry Look(FileTree tree, FilePath path)
    {
        if (path.IsRoot)
        {
            using SafeFileHandle top = tree.Find(path);
            return tree.Describe(FileTree.Stat(top, path), path, withPath: true);
        }

        using SafeFileHandle folder = tree.OpenFolder(path.Parent);
        return FileTree.TryStatAt(folder, path.Name, path) is { } stat
            ? tree.Describe(stat, path, withPath: true, folder)
            : throw FileErrors.Of(FileConstants.NoEntry, path.ToString());
    }
}
