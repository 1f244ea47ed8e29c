using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Trash;

/// <summary>Puts something into the trash.</summary>
internal sealed class DeleteAction(FilesOptions options, TimeProvider time) : JsonFileAction<FilePlace, TrashEntry>(FileActions.Delete)
{
    /// <inheritdoc/>
    protected override Task<TrashEntry> DoAsync(FileRoot root, FilePlace request, CancellationToken cancellationToken)
    {
        TrashFolder trash = new(root.Home, options, time);
        FilePath path = root.PathOf(request.Path);
        return root.RunLongAsync(tree => trash.Put(tree, path, cancellationToken));
    }
}
