using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Finds who serves an instance.</summary>
internal sealed class CommandTargets(IEnumerable<ICommandTarget> targets)
{
    private readonly ICommandTarget[] _targets = [.. targets];

    internal ICommandTarget Of(string instanceId) =>
        Array.Find(_targets, t => t.Owns(instanceId)) ?? throw new LinkRequestException(WorkErrors.InstanceNotFound, $"The node has no instance {instanceId}.");
}
