using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Grains.Nodes;

/// <content>Room and ports for instances, and requests to the agent.</content>
public sealed partial class NodeGrain
{
    /// <inheritdoc/>
    public async Task<NodeInfo> Enroll(ObjectName owner, string enrollRequestJson)
    {
        EnrollRequest request = ProtocolJson.Read<EnrollRequest>(enrollRequestJson);
        IAgentLink? former = _live.Link;
        _live.Unlink();
        NodeState start = State.Name.Length > 0 && !State.Revoked
            ? State
            : new NodeState
            {
                Name = NodeRules.Clean(request.Name),
                CreatedAt = Now,
                Local = request.Local,
                Shared = request.Local,
                PublishAddress = request.Local ? "127.0.0.1" : "0.0.0.0",
                Capacity = new CapacityInfo(options.Value.MaxContainers, 0, 0),
                PortRange = new PortRange(options.Value.PortFrom, options.Value.PortTo),
                Placements = State.Placements,
            };
        await state.Save(start with
        {
            Owner = owner,
            PublicKey = request.PublicKey,
            MachineId = request.MachineId,
            Revoked = false,
            PartedAt = null,
            DescriptionJson = ProtocolJson.Write(request.Hello),
        });
        if (former is not null)
        {
            await former.Close("enrolled again");
        }

        await Announce();
        return Info;
    }

    /// <inheritdoc/>
    public async Task<NodeLease> Reserve(string instanceId, string ownerId, LimitsInfo limits, ImmutableArray<int> skip)
    {
        if (State.Exists && State.Placements.TryGetValue(instanceId, out NodePlacement? placement) && !placement.SetAside && !placement.Ports.Any(p => skip.Contains(p.Host)))
        {
            return Lease(placement);
        }

        RequireOnline();
        placement = State.Placements.GetValueOrDefault(instanceId);

        if (placement is null or { SetAside: true })
        {
            // What comes back from the trash has its data here and cannot go elsewhere.
            if (State.Draining && placement is null)
            {
                throw new AnchorageException(ErrorCodes.NodeDraining, ("node", State.Name));
            }

            int perOwner = options.Value.InstancesPerOwner;
            if (perOwner > 0 && State.Placements.Values.Count(p => p.OwnerId == ownerId && !p.SetAside) >= perOwner)
            {
                throw new AnchorageException(ErrorCodes.NoCapacity, ("problem", $"{State.Name} holds the most instances of one owner ({perOwner})"));
            }

            if (Capacity.Refusal(State.Capacity, Capacity.Usage(State.Placements.Values), limits) is { } refusal)
            {
                throw new AnchorageException(ErrorCodes.NoCapacity, ("problem", $"{State.Name}: {refusal}"));
            }
        }

        if (placement is { SetAside: true } && !placement.Ports.Any(p => skip.Contains(p.Host)))
        {
            return await Place(instanceId, placement with { SetAside = false });
        }

        IEnumerable<int> leased = State.Placements.Where(p => p.Key != instanceId).SelectMany(p => p.Value.Ports).Select(p => p.Host);
        ImmutableArray<PortLease> ports = PortLeasing.Find(State.PortRange, leased, skip);
        if (ports.IsEmpty)
        {
            throw new AnchorageException(ErrorCodes.PortsExhausted, ("node", State.Name));
        }

        return await Place(instanceId, new NodePlacement(ownerId, ports, limits, Abandoned: false));
    }

    /// <inheritdoc/>
    public async Task SetAside(string instanceId)
    {
        if (State.Placements.TryGetValue(instanceId, out NodePlacement? placement) && !placement.SetAside)
        {
            await Place(instanceId, placement with { SetAside = true });
        }
    }

    /// <inheritdoc/>
    public async Task Resize(string instanceId, LimitsInfo limits)
    {
        if (State.Placements.TryGetValue(instanceId, out NodePlacement? placement))
        {
            UsageInfo others = Capacity.Usage(State.Placements.Remove(instanceId).Values);
            if (Capacity.Refusal(State.Capacity with { MaxContainers = int.MaxValue }, others, limits) is { } refusal)
            {
                throw new AnchorageException(ErrorCodes.NoCapacity, ("problem", $"{State.Name}: {refusal}"));
            }

            await state.Save(State with { Placements = State.Placements.SetItem(instanceId, placement with { Limits = limits }) });
            await Announce();
        }
    }

    /// <inheritdoc/>
    public async Task Release(string instanceId)
    {
        if (State.Placements.ContainsKey(instanceId))
        {
            await state.Save(State with { Placements = State.Placements.Remove(instanceId) });
            await Announce();
        }
    }

    /// <inheritdoc/>
    public async Task Abandon(string instanceId)
    {
        if (State.Placements.TryGetValue(instanceId, out NodePlacement? placement) && !placement.Abandoned)
        {
            await state.Save(State with { Placements = State.Placements.SetItem(instanceId, placement with { Abandoned = true }) });
            await RemoveOrphan(instanceId);
        }
    }

    /// <inheritdoc/>
    public async Task<AgentAnswer> Send(AgentMessage message)
    {
        if (State.Revoked || State.Name.Length == 0)
        {
            return new AgentAnswer(null, ErrorCodes.NodeRevoked, "The node was revoked.");
        }

        if (_live.Link is not { } link || !_live.IsLeased)
        {
            return new AgentAnswer(null, ErrorCodes.NodeOffline, $"The node {State.Name} is offline.");
        }

        try
        {
            return await link.Request(message);
        }
        catch (TimeoutException)
        {
            return new AgentAnswer(null, ErrorCodes.AgentTimeout, $"The agent of {State.Name} did not answer in time.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSendFailed(exception, message.Type, State.Name);
            return new AgentAnswer(null, ErrorCodes.LinkDown, $"The link to {State.Name} broke.");
        }
    }

    /// <inheritdoc/>
    public Task<InstanceNode> GetPlace() => Task.FromResult(NodeViews.Place(Id, State, _live));

    /// <inheritdoc/>
    public Task<InstanceNode> GetMachine() => Task.FromResult(NodeViews.MachinePlace(Id, State, _live));

    /// <inheritdoc/>
    public Task<NodeInfo?> Read() => Task.FromResult(State.Exists ? Info : null);

    /// <inheritdoc/>
    public Task<NodeSummary?> Summarise() => Task.FromResult(State.Exists ? NodeViews.Summary(Id, State, _live) : null);

    private async Task<NodeLease> Place(string instanceId, NodePlacement placement)
    {
        await state.Save(State with { Placements = State.Placements.SetItem(instanceId, placement) });
        await Announce();
        return Lease(placement);
    }

    private NodeLease Lease(NodePlacement placement) => new(NodeViews.Place(Id, State, _live), placement.Ports, State.PublishAddress);

    private void RequireOnline()
    {
        if (!State.Exists || _live.Status == NodeStatus.Offline)
        {
            throw new AnchorageException(ErrorCodes.NodeOffline, ("node", State.Name));
        }

        if (_live.Docker is { Available: false } docker)
        {
            throw new AnchorageException(docker.ProblemCode ?? ErrorCodes.DockerUnavailable, ("node", State.Name));
        }
    }
}
