using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Trash;

/// <summary>Lists the trash.</summary>
internal sealed class ListTrashAction(FilesOptions options, TimeProvider time) : JsonFileAction<NoArguments, TrashListing>(FileActions.ListTrash)
{
    /// <inheritdoc/>
    protected override Task<TrashListing> DoAsync(FileRoot root, NoArguments request, CancellationToken cancellationToken)
    {
        TrashFolder trash = new(root.Home, options, time);
        return root.RunLongAsync(tree => new TrashListing(trash.List(tree)));
    }
}
