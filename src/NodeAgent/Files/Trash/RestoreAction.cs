using Anchorage.NodeAgent.Files.Reading;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Trash;

/// <summary>Takes something back from the trash.</summary>
internal sealed class RestoreAction(FilesOptions options, TimeProvider time) : JsonFileAction<RestoreFile, FileEntry>(FileActions.Restore)
{
    /// <inheritdoc/>
    protected override Task<FileEntry> DoAsync(FileRoot root, RestoreFile request, CancellationToken cancellationToken)
    {
        TrashFolder trash = new(root.Home, options, time);
        return root.RunLongAsync(tree => StatAction.Look(tree, trash.Restore(tree, request.Id, request.Target, cancellationToken)));
    }
}
