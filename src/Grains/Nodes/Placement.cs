using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>Which node takes an instance: the one with the fewest containers of the owner, then the least loaded (inventory K6: spread, skip full ones).</summary>
internal static class Placement
{
    private const int MostReasons = 10;

    /// <summary>Nodes in the order in which they are tried.</summary>
    /// <exception cref="AnchorageException"><c>no_node_available</c> or <c>no_capacity</c>, with the reason of each node.</exception>
    public static ImmutableArray<string> Rank(IReadOnlyCollection<NodeSummary> visible, string ownerId, int perOwner)
    {
        NodeSummary[] free = [.. visible.Where(s => Refusal(s, ownerId, perOwner) is null)];
        if (free.Length > 0)
        {
            return [.. free.OrderBy(s => Mine(s, ownerId)).ThenBy(s => s.Load).ThenBy(s => s.Id, StringComparer.Ordinal).Select(s => s.Id)];
        }

        string[] reasons = [.. visible.OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => $"{s.Name} {Refusal(s, ownerId, perOwner)}")];
        throw new AnchorageException(
            visible.Any(IsUsable) ? ErrorCodes.NoCapacity : ErrorCodes.NoNodeAvailable,
            ("problem", reasons.Length == 0 ? "no machine that you may use is anchored" : List(reasons)));
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
            throw new AnchorageException(summary.Problem ?? ErrorCodes.NodeOffline, ("node", summary.Name));
        }

        return summary.Draining ? throw new AnchorageException(ErrorCodes.NodeDraining, ("node", summary.Name)) : [summary.Id];
    }

    /// <summary>One refusal out of those of all candidates, which names them all.</summary>
    public static AnchorageException Sum(IReadOnlyList<AnchorageException> refusals)
    {
        if (refusals.Count == 1)
        {
            return refusals[0];
        }

        string code = refusals.All(r => r.Code == refusals[0].Code) ? refusals[0].Code : ErrorCodes.NoCapacity;
        return code == ErrorCodes.NoCapacity
            ? new AnchorageException(code, ("problem", List([.. refusals.Select(Reason)])))
            : new AnchorageException(code, ("node", string.Join(", ", refusals.Select(r => r.Args.GetValueOrDefault("node", "?")))));
    }

    private static bool IsUsable(NodeSummary summary) => summary.Online && !summary.Draining;

    /// <summary>Why a node takes nothing of the owner, in words that follow its name; null when it does.</summary>
    private static string? Refusal(NodeSummary summary, string ownerId, int perOwner)
    {
        if (!summary.Online)
        {
            return summary.Problem is null or ErrorCodes.NodeOffline ? "is offline" : $"has a problem ({ErrorRegistry.Find(summary.Problem)?.Title ?? summary.Problem})";
        }

        return summary.Draining ? "is being drained"
            : summary.Containers >= summary.MaxContainers ? $"holds {summary.Containers} of {summary.MaxContainers} containers"
            : perOwner > 0 && Mine(summary, ownerId) >= perOwner ? $"holds the most instances of one owner ({perOwner})"
            : null;
    }

    private static string Reason(AnchorageException refusal) =>
        refusal.Code == ErrorCodes.NoCapacity ? refusal.Args.GetValueOrDefault("problem", refusal.Code) : ErrorRegistry.Describe(refusal.Code, refusal.Args).TrimEnd('.');

    private static string List(string[] reasons) => reasons.Length <= MostReasons
        ? string.Join("; ", reasons)
        : $"{string.Join("; ", reasons.Take(MostReasons))}; and {reasons.Length - MostReasons} more";

    private static int Mine(NodeSummary summary, string ownerId) => summary.ByOwner.GetValueOrDefault(ownerId);
}
