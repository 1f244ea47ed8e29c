using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Gives the parts of a <see cref="NodeReport"/>; each feature implements what it knows.</summary>
public interface IInstanceReporter
{
    /// <summary>State of the engine, from the last probe.</summary>
    DockerState Docker { get; }

    /// <summary>Looks at the engine: images, instances and unfinished work.</summary>
    Task<(IReadOnlyList<string> Images, IReadOnlyList<InstanceObservation> Instances, IReadOnlyList<string> OpenOperations)> ObserveAsync(CancellationToken cancellationToken);
}
