using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Nodes;

/// <content>Which node takes an instance.</content>
public sealed partial class NodeDirectoryGrain
{
    private const int MostAsked = 100;

    private readonly Dictionary<string, NodeSummary> _summaries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task Report(NodeSummary summary)
    {
        if (State.Nodes.TryGetValue(summary.Id, out DirectoryEntry? entry))
        {
            _summaries[summary.Id] = summary;
            if (entry.Name != summary.Name && !State.Nodes.Any(n => n.Key != summary.Id && IsSame(n.Value.Name, summary.Name)))
            {
                // Renamed here and cut off before the node knew, or kept by a version without names.
                await state.Save(State with { Nodes = State.Nodes.SetItem(summary.Id, entry with { Name = summary.Name }) });
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> Candidates(Caller caller, string? nodeId)
    {
        try
        {
            return Choose(caller, nodeId);
        }
        catch (AnchorageException)
        {
            // Nodes report one way: what is online on every screen may not have arrived here yet. So they are asked before anybody is refused.
            await Ask(nodeId);
            return Choose(caller, nodeId);
        }
    }

    private ImmutableArray<string> Choose(Caller caller, string? nodeId)
    {
        NodeSummary[] visible = [.. _summaries.Values.Where(s => s.Shared || s.OwnerId == caller.PrincipalId || caller.Kind is not CallerKind.User)];
        return nodeId is null
            ? Placement.Rank(visible, caller.PrincipalId, options.Value.InstancesPerOwner)
            : Placement.Only(visible.FirstOrDefault(s => s.Id == nodeId), nodeId);
    }

    private async Task Ask(string? nodeId)
    {
        string[] asked = [.. State.Nodes.Keys.Where(id => nodeId is null ? _summaries.GetValueOrDefault(id) is not { Online: true, Draining: false } : id == nodeId).Take(MostAsked)];
        NodeSummary?[] answers = await Task.WhenAll(asked.Select(id => GrainFactory.GetGrain<INodeSystemGrain>(GrainKeys.Node(id)).Summarise()));
        foreach (NodeSummary answer in answers.OfType<NodeSummary>().Where(a => State.Nodes.ContainsKey(a.Id)))
        {
            _summaries[answer.Id] = answer;
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> GetImages() =>
        Task.FromResult<ImmutableArray<string>>([.. _summaries.Values.Where(s => s.Online).SelectMany(s => s.Images).Distinct(StringComparer.Ordinal)]);
}
