using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>What may be seen of a node.</summary>
internal static class NodeViews
{
    private const string Machine = "machine";
    private static readonly AgentDescription Nothing = new(string.Empty, string.Empty, string.Empty, string.Empty, [], [], 0, 0, DockerState.Unknown);

    public static AgentDescription Description(NodeState state) =>
        state.DescriptionJson.Length == 0 ? Nothing : ProtocolJson.Read<AgentDescription>(state.DescriptionJson);

    public static NodeInfo Info(string id, NodeState state, NodeLive live)
    {
        AgentDescription agent = Description(state);
        return new NodeInfo(
            id,
            state.Name,
            agent.Hostname,
            state.Owner,
            state.Shared,
            state.Revoked ? NodeStatus.Revoked : live.Status,
            state.Draining,
            state.Local,
            [.. agent.Capabilities],
            agent.AgentVersion,
            agent.Os,
            agent.Architecture,
            live.ProtocolVersion,
            live.Docker is null ? null : Docker(live.Docker, state.Name),
            live.Health,
            state.Capacity,
            Capacity.Usage(state.Placements.Values),
            state.PortRange,
            state.PublishAddress,
            Address(state, agent),
            live.ConnectedAt,
            live.LastSeenAt ?? state.LastSeenAt,
            state.CreatedAt,
            state.PartedAt);
    }

    public static InstanceNode Place(string id, NodeState state, NodeLive live) =>
        new(id, state.Name, Address(state, Description(state)), !state.Revoked && live.Status != NodeStatus.Offline);

    /// <summary>True when the machine itself is an instance of its owner. The one beside the server belongs to nobody.</summary>
    public static bool IsMachine(NodeState state) => state.Exists && state.Owner.Id != Caller.SystemId && Description(state).Capabilities.Contains(Machine);

    /// <summary>The machine itself as an instance sees it.</summary>
    public static InstanceNode MachinePlace(string id, NodeState state, NodeLive live) => Place(id, state, live) is var place && IsMachine(state) ? place : place with { Online = false };

    public static NodeSummary Summary(string id, NodeState state, NodeLive live)
    {
        UsageInfo usage = Capacity.Usage(state.Placements.Values);
        bool online = !state.Revoked && live.Status != NodeStatus.Offline;
        bool docker = live.Docker is { Available: true };
        return new NodeSummary(
            id,
            state.Owner.Id,
            state.Shared,
            online && docker,
            state.Draining,
            usage.Containers,
            state.Capacity.MaxContainers,
            Capacity.Load(state.Capacity, usage),
            state.Placements.Values.Where(p => !p.SetAside).GroupBy(p => p.OwnerId, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            live.Images,
            !online ? ErrorCodes.NodeOffline : docker ? null : live.Docker?.ProblemCode ?? ErrorCodes.DockerUnavailable,
            state.Name);
    }

    private static DockerInfo Docker(DockerState docker, string node)
    {
        DockerProblem? problem = docker.Available || docker.ProblemCode is not { } code
            ? null
            : new DockerProblem(
                code,
                docker.Problem ?? ErrorRegistry.Describe(code, ImmutableDictionary<string, string>.Empty.Add("node", node)),
                docker.Fix ?? ErrorRegistry.Find(code)?.Fix ?? string.Empty);
        return new DockerInfo(docker.Available, docker.Version, docker.ApiVersion, problem);
    }

    private static string Address(NodeState state, AgentDescription agent)
    {
        if (state.PublicAddress.Length > 0)
        {
            return state.PublicAddress;
        }

        return state.PublishAddress is not ("0.0.0.0" or "::") ? state.PublishAddress : agent.Addresses.FirstOrDefault() ?? agent.Hostname;
    }
}
