using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;

namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>Finds the root of an instance, whatever its kind.</summary>
internal sealed class FileRoots(IEnumerable<IFileRootSource> sources)
{
    private readonly IFileRootSource[] _sources = [.. sources];

    /// <summary>Opens the root.</summary>
    internal async Task<FileRoot> OpenAsync(string instanceId, CancellationToken cancellationToken)
    {
        foreach (IFileRootSource source in _sources)
        {
            if (await source.TryOpenAsync(instanceId, cancellationToken) is { } root)
            {
                root.InstanceId = instanceId;
                return root;
            }
        }

        throw new LinkRequestException(WorkErrors.InstanceNotFound, $"The node has no instance {instanceId}.");
    }
}
