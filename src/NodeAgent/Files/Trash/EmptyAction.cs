using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Trash;

/// <summary>Removes something from the trash for good.</summary>
internal sealed class EmptyAction(FilesOptions options, TimeProvider time) : JsonFileAction<EmptyTrash, TrashEmptied>(FileActions.Empty)
{
    /// <inheritdoc/>
    protected override Task<TrashEmptied> DoAsync(FileRoot root, EmptyTrash request, CancellationToken cancellationToken)
    {
        TrashFolder trash = new(root.Home, options, time);
        return root.RunLongAsync(tree => new TrashEmptied(trash.Empty(tree, request.Id, cancellationToken)));
    }
}
