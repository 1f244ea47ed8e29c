using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Nodes;

/// <content>Which node takes an instance.</content>
public sealed partial class NodeDirectoryGrain
{
    private readonly Dictionary<string, NodeSummary> _summaries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task Report(NodeSummary summary)
    {
        if (State.Nodes.ContainsKey(summary.Id))
        {
            _summaries[summary.Id] = summary;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> Candidates(Caller caller, string? nodeId)
    {
        IEnumerable<NodeSummary> visible = _summaries.Values.Where(s => s.Shared || s.OwnerId == caller.PrincipalId || caller.Kind is not CallerKind.User);
        return Task.FromResult(nodeId is null
            ? Placement.Rank(visible, caller.PrincipalId, options.Value.InstancesPerOwner)
            : Placement.Only(visible.FirstOrDefault(s => s.Id == nodeId), nodeId));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> GetImages() =>
        Task.FromResult<ImmutableArray<string>>([.. _summaries.Values.Where(s => s.Online).SelectMany(s => s.Images).Distinct(StringComparer.Ordinal)]);
}
