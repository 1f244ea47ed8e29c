using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Reading;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Makes a folder.</summary>
internal sealed class MakeFolderAction() : JsonFileAction<MakeFolder, FileEntry>(FileActions.MakeFolder)
{
    /// <inheritdoc/>
    protected override Task<FileEntry> DoAsync(FileRoot root, MakeFolder request, CancellationToken cancellationToken)
    {
        FilePath path = FilePath.Parse(request.Path);
        return root.RunAsync(tree => Make(tree, path, request.Parents));
    }

    private static FileEntry Make(FileTree tree, FilePath path, bool parents)
    {
        if (parents && !path.IsRoot)
        {
            Folders.Ensure(tree, path.Parent);
        }

        (SafeFileHandle folder, FilePath place) = tree.FindPlace(path, followLast: false);
        using (folder)
        {
            if (!FileTree.TryMakeFolder(folder, place.Name, place) && !(parents && FileTree.TryStatAt(folder, place.Name, place) is { IsFolder: true }))
            {
                throw FileErrors.Of(FileConstants.Exists, path.ToString());
            }
        }

        return StatAction.Look(tree, path);
    }
}
