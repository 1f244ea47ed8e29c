using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Reading;

/// <summary>Lists a folder.</summary>
internal sealed class ListAction(FilesOptions options) : JsonFileAction<ListFolder, FolderListing>(FileActions.List)
{
    /// <inheritdoc/>
    protected override Task<FolderListing> DoAsync(FileRoot root, ListFolder request, CancellationToken cancellationToken)
    {
        FilePath path = root.PathOf(request.Path);
        return root.RunAsync(tree => FolderReader.Read(tree, path, request, options));
    }
}
