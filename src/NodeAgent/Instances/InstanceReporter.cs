using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Instances;

/// <summary>The engine's share of a node report.</summary>
internal sealed class InstanceReporter(EngineWatch watch, DockerClient client, InstanceObserver observer, WorkRunner runner) : IInstanceReporter
{
    /// <inheritdoc/>
    public DockerState Docker => watch.State;

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<string> Images, IReadOnlyList<InstanceObservation> Instances, IReadOnlyList<string> OpenOperations)> ObserveAsync(CancellationToken cancellationToken)
    {
        // Taken first: work that ends meanwhile is then reported once more, never forgotten.
        var open = runner.OpenOperations;
        if (!watch.State.Available)
        {
            return ([], [], open);
        }

        try
        {
            var images = await client.ListImagesAsync(cancellationToken);
            var instances = await observer.ObserveAllAsync(cancellationToken);
            return ([.. images.SelectMany(i => i.RepoTags ?? []).Where(t => t != "<none>:<none>").Order(StringComparer.Ordinal)], instances, open);
        }
        catch (DockerException e)
        {
            // An empty list would say that everything is gone.
            throw new LinkRequestException(WorkErrors.DockerUnavailable, e.Message);
        }
    }
}
