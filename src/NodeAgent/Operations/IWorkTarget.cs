using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Operations;

/// <summary>Looks at the thing that work was done on.</summary>
internal interface IWorkTarget
{
    /// <summary>The instance as it is now; null when it is gone or cannot be seen.</summary>
    Task<InstanceObservation?> TryObserveAsync(string instanceId, CancellationToken cancellationToken);
}
