using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Nodes;

/// <summary>See <see cref="INodeGrain"/>: what people do with a node. Room for instances is in <c>NodeGrain.Placement.cs</c>, the link in <c>NodeGrain.Link.cs</c>.</summary>
[GrainType("node")]
public sealed partial class NodeGrain(
    [PersistentState("node")] IPersistentState<NodeState> state,
    IOptions<NodesOptions> options,
    IIdSource ids,
    Authoriser authoriser,
    AuditTrail audit,
    EventPublisher events,
    TimeProvider time,
    ILogger<NodeGrain> logger) : Grain, INodeGrain, INodeSystemGrain, INodeLinkGrain
{
    private static readonly TimeSpan ProbeGrantLife = TimeSpan.FromSeconds(10);

    private readonly NodeLive _live = new(time);

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private NodeState State => state.State;

    private DateTimeOffset Now => time.GetUtcNow();

    private ResourceRef Resource => new("node", Id, State.Exists ? State.Owner.Id : null, State.Name, State.Shared);

    private NodeInfo Info => NodeViews.Info(Id, State, _live);

    /// <inheritdoc/>
    public async Task<NodeInfo> Get(Caller caller)
    {
        await Require(caller, Permissions.ReadNode);
        return Info;
    }

    /// <inheritdoc/>
    public async Task<NodeInfo> Update(Caller caller, NodeChange change)
    {
        await Require(caller, Permissions.ManageNode);
        if (change.Shared is { } shared && shared != State.Shared)
        {
            await authoriser.Require(caller, Permissions.ShareNode, Resource);
        }

        NodeRules.Check(change);
        return await audit.Run(caller, AuditActions.NodeUpdated, Resource, () => Apply(change), Describe(change));
    }

    /// <inheritdoc/>
    public async Task Revoke(Caller caller, bool force)
    {
        await Require(caller, Permissions.ManageNode);
        if (!State.Placements.IsEmpty && !force)
        {
            throw new AnchorageException(ErrorCodes.NodeNotEmpty, ("node", State.Name), ("count", State.Placements.Count.ToString(CultureInfo.InvariantCulture)));
        }

        await audit.Run(caller, AuditActions.NodeRevoked, Resource, async () =>
        {
            await state.Save(State with { Revoked = true, PublicKey = string.Empty });
            IAgentLink? link = _live.Link;
            _live.Unlink();
            if (link is not null)
            {
                await link.Close("revoked");
            }

            await Directory.Remove(Id);
            await TellInstances();
            await events.Publish(EventNames.NodeDeleted, Id, new IdPayload(Id), State.Owner.Id);
        });
    }

    /// <inheritdoc/>
    public async Task RotateKey(Caller caller)
    {
        // Interleaved: the agent hands its new key in while this waits for it.
        await Require(caller, Permissions.ManageNode);
        await audit.Run(caller, AuditActions.NodeKeyRotated, Resource, async () =>
        {
            AgentAnswer answer = await Send(new AgentMessage(MessageTypes.KeyRotate, null));
            if (answer.ErrorCode is { } code)
            {
                throw new AnchorageException(code, ("node", State.Name), ("problem", answer.ErrorMessage ?? code));
            }
        });
    }

    /// <inheritdoc/>
    public async Task<StreamGrant> GrantProbe(Caller caller)
    {
        await Require(caller, Permissions.ReadNode);
        return _live.Link is null
            ? throw new AnchorageException(ErrorCodes.NodeOffline, ("node", State.Name))
            : new StreamGrant(ids.NewId(), Id, StreamKinds.Echo, "{}", Now + ProbeGrantLife);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<HealthSample>> GetHealth(Caller caller, int minutes)
    {
        await Require(caller, Permissions.ReadNode);
        DateTimeOffset since = Now - TimeSpan.FromMinutes(Math.Clamp(minutes, 1, NodeLive.HistoryMinutes));
        return [.. _live.History.Where(s => s.At >= since)];
    }

    private INodeDirectorySystemGrain Directory => GrainFactory.GetGrain<INodeDirectorySystemGrain>(GrainKeys.NodeDirectory);

    private async Task Require(Caller caller, string permission)
    {
        await authoriser.Require(caller, permission, Resource);
        if (!State.Exists)
        {
            throw Fail.NotFound("node", Id);
        }
    }

    private async Task<NodeInfo> Apply(NodeChange change)
    {
        if (change.Name is { } name)
        {
            await Directory.Rename(Id, name);
        }

        await state.Save(State with
        {
            Name = change.Name ?? State.Name,
            Shared = change.Shared ?? State.Shared,
            Draining = change.Draining ?? State.Draining,
            Capacity = new CapacityInfo(
                change.MaxContainers ?? State.Capacity.MaxContainers, change.MemoryMb ?? State.Capacity.MemoryMb, change.Cpus ?? State.Capacity.Cpus),
            PortRange = change.PortRange ?? State.PortRange,
            PublishAddress = change.PublishAddress ?? State.PublishAddress,
            PublicAddress = change.PublicAddress ?? State.PublicAddress,
        });
        await TellInstances();
        await Announce();
        return Info;
    }

    private static ImmutableDictionary<string, string> Describe(NodeChange change)
    {
        (string Name, object? Value)[] fields =
        [
            ("name", change.Name), ("shared", change.Shared), ("draining", change.Draining), ("maxContainers", change.MaxContainers), ("memoryMb", change.MemoryMb),
            ("cpus", change.Cpus), ("portFrom", change.PortRange?.From), ("portTo", change.PortRange?.To), ("publishAddress", change.PublishAddress),
            ("publicAddress", change.PublicAddress),
        ];
        return fields.Where(f => f.Value is not null)
            .ToImmutableDictionary(f => f.Name, f => Convert.ToString(f.Value, CultureInfo.InvariantCulture) ?? string.Empty, StringComparer.Ordinal);
    }

    /// <summary>Tells the directory and the dashboards how the node is.</summary>
    private async Task Announce()
    {
        NodeStatus status = _live.Status;
        _live.Announced = status;
        if (State.Exists)
        {
            await Directory.Report(NodeViews.Summary(Id, State, _live));
            await events.Publish(EventNames.NodeUpdated, Id, Info, State.Owner.Id);
        }
    }

    private async Task TellInstances()
    {
        InstanceNode place = NodeViews.Place(Id, State, _live);
        foreach (string instance in State.Placements.Keys.Order(StringComparer.Ordinal).ToArray())
        {
            await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instance)).NodeChanged(place);
        }

        await TellMachine();
    }

    /// <summary>Tells the instance that this machine is. It is told each time, so nothing is lost with a process; one that stopped to let itself be managed is offline.</summary>
    private async Task TellMachine()
    {
        IInstanceSystemGrain machine = GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(Id));
        if (NodeViews.IsMachine(State))
        {
            await machine.MachineSeen(State.Owner, NodeViews.MachinePlace(Id, State, _live), NodeViews.Description(State).Os);
        }
        else if (State.Revoked)
        {
            await machine.MachineGone();
        }
        else
        {
            await machine.NodeChanged(NodeViews.MachinePlace(Id, State, _live));
        }
    }
}
