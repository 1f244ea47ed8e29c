using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>Which node takes an instance: the one with the fewest containers of the owner, then the least loaded (inventory K6: spread, skip full ones).</summary>
internal static class Placement
{
    /// <summary>Nodes in the order in which they are tried.</summary>
    /// <exception cref="AnchorageException"><c>no_node_available</c> or <c>no_capacity</c>.</exception>
    public static ImmutableArray<string> Rank(IEnumerable<NodeSummary> visible, string ownerId, int perOwner)
    {
        NodeSummary[] usable = [.. visible.Where(s => s.Online && !s.Draining)];
        if (usable.Length == 0)
        {
            throw new AnchorageException(ErrorCodes.NoNodeAvailable);
        }

        NodeSummary[] free =
        [
            .. usable.Where(s => s.Containers < s.MaxContainers && (perOwner == 0 || Mine(s, ownerId) < perOwner)),
        ];
        return free.Length == 0
            ? throw new AnchorageException(ErrorCodes.NoCapacity, ("problem", "every node that could take it is full"))
            : [.. free.OrderBy(s => Mine(s, ownerId)).ThenBy(s => s.Load).ThenBy(s => s.Id, StringComparer.Ordinal).Select(s => s.Id)];
    }

    /// <summary>The node that was asked for, if it can.</summary>
    /// <exception cref="AnchorageException"><c>node_not_found</c>, <c>node_draining</c>, or why it cannot.</exception>
    public static ImmutableArray<string> Only(NodeSummary? summary, string nodeId)
    {
        if (summary is null)
        {
            throw new AnchorageException(ErrorCodes.NodeNotFound, ("node", nodeId));
        }

        if (!summary.Online)
        {
            throw new AnchorageException(summary.Problem ?? ErrorCodes.NodeOffline, ("node", nodeId));
        }

        return summary.Draining ? throw new AnchorageException(ErrorCodes.NodeDraining, ("node", nodeId)) : [summary.Id];
    }

    private static int Mine(NodeSummary summary, string ownerId) => summary.ByOwner.GetValueOrDefault(ownerId);
}
