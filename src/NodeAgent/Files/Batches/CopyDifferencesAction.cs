using Anchorage.NodeAgent.Files.Browsing;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Batches;

/// <summary>Makes one place of the instance hold what another one holds. Nothing is deleted.</summary>
internal sealed class CopyDifferencesAction(FilesOptions options, TimeProvider time) : JsonFileAction<CopyDifferences, BatchReport>(FileActions.CopyDifferences)
{
    /// <inheritdoc/>
    protected override Task<BatchReport> DoAsync(FileRoot root, CopyDifferences request, CancellationToken cancellationToken)
    {
        FilePath path = FilePath.Parse(request.Path);
        FilePath target = FilePath.Parse(request.Target);
        ExcludeList exclude = new(request.Exclude);
        return target.IsWithin(path) || path.IsWithin(target)
            ? throw new LinkRequestException(FileErrors.InvalidRequest, $"{path} and {target} are the same, or one lies in the other one.")
            : root.RunLongAsync(tree => new DifferenceCopy(tree, root.Home, request, exclude, options, time, cancellationToken).Run(path, target));
    }
}
