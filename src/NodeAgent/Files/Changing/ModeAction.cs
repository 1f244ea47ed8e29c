using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Reading;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Changes permission bits.</summary>
internal sealed class ModeAction() : JsonFileAction<ChangeMode, FileEntry>(FileActions.Mode)
{
    /// <inheritdoc/>
    protected override Task<FileEntry> DoAsync(FileRoot root, ChangeMode request, CancellationToken cancellationToken)
    {
        FilePath path = FilePath.Parse(request.Path);
        return request.Mode is >= 0 and <= 0x1FF
            ? root.RunAsync(tree => Change(tree, path, (uint)request.Mode))
            : throw new LinkRequestException(FileErrors.InvalidRequest, "Permission bits are 0000 to 0777.");
    }

    private static FileEntry Change(FileTree tree, FilePath path, uint mode)
    {
        using (SafeFileHandle found = tree.Find(path))
        {
            Statx stat = FileTree.Stat(found, path);
            if (!stat.IsFile && !stat.IsFolder)
            {
                throw new LinkRequestException(FileErrors.Special, $"{path} is neither a file nor a folder.");
            }

            FileTree.SetModeOfFound(found, (stat.Mode & 0xE00u) | mode, path);
        }

        return StatAction.Look(tree, path);
    }
}
