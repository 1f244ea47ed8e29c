using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>A node as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hostname">Host name of the machine.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Shared">Containers of others may be placed on it.</param>
/// <param name="Status">Status now.</param>
/// <param name="Draining">Takes no new instances.</param>
/// <param name="Local">Runs beside the server.</param>
/// <param name="Capabilities"><c>machine</c>, <c>docker</c>, <c>egress</c>.</param>
/// <param name="AgentVersion">Version of the agent.</param>
/// <param name="Os">Operating system.</param>
/// <param name="Arch">Architecture.</param>
/// <param name="ProtocolVersion">Version of the link protocol.</param>
/// <param name="Docker">Its engine; null before the first report.</param>
/// <param name="Health">Last health; null before the first report.</param>
/// <param name="Capacity">What it may hold.</param>
/// <param name="Usage">What it holds.</param>
/// <param name="PortRange">Host ports to lease.</param>
/// <param name="PublishAddress">Address on which published ports listen.</param>
/// <param name="PublicAddress">Address under which users reach it.</param>
/// <param name="ConnectedAt">When the link was made.</param>
/// <param name="LastSeenAt">Last report.</param>
/// <param name="CreatedAt">When it was enrolled.</param>
/// <param name="PartedAt">When the machine left: it was unanchored, or anchored to another account or server. Null while it belongs here.</param>
[GenerateSerializer, Immutable, Alias("anchorage.NodeInfo")]
public sealed record NodeInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Hostname,
    [property: Id(3)] ObjectName Owner,
    [property: Id(4)] bool Shared,
    [property: Id(5)] NodeStatus Status,
    [property: Id(6)] bool Draining,
    [property: Id(7)] bool Local,
    [property: Id(8)] ImmutableArray<string> Capabilities,
    [property: Id(9)] string AgentVersion,
    [property: Id(10)] string Os,
    [property: Id(11)] string Arch,
    [property: Id(12)] int ProtocolVersion,
    [property: Id(13)] DockerInfo? Docker,
    [property: Id(14)] HealthInfo? Health,
    [property: Id(15)] CapacityInfo Capacity,
    [property: Id(16)] UsageInfo Usage,
    [property: Id(17)] PortRange PortRange,
    [property: Id(18)] string PublishAddress,
    [property: Id(19)] string PublicAddress,
    [property: Id(20)] DateTimeOffset? ConnectedAt,
    [property: Id(21)] DateTimeOffset? LastSeenAt,
    [property: Id(22)] DateTimeOffset CreatedAt,
    [property: Id(23)] DateTimeOffset? PartedAt = null);
