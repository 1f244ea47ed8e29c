using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>What is stored of a node.</summary>
public sealed record NodeState
{
    /// <summary>Name; empty when there is no such node.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Who owns it.</summary>
    public ObjectName Owner { get; init; } = new(string.Empty, string.Empty);

    /// <summary>SubjectPublicKeyInfo of its key, base64.</summary>
    public string PublicKey { get; init; } = string.Empty;

    /// <summary>Identity of the machine.</summary>
    public string MachineId { get; init; } = string.Empty;

    /// <summary>Beside the server.</summary>
    public bool Local { get; init; }

    /// <summary>Containers of others may be placed on it.</summary>
    public bool Shared { get; init; }

    /// <summary>Takes nothing new.</summary>
    public bool Draining { get; init; }

    /// <summary>Removed.</summary>
    public bool Revoked { get; init; }

    /// <summary>When the machine left; null while it belongs here.</summary>
    public DateTimeOffset? PartedAt { get; init; }

    /// <summary>What it may hold.</summary>
    public CapacityInfo Capacity { get; init; } = new(10, 0, 0);

    /// <summary>Ports to lease.</summary>
    public PortRange PortRange { get; init; } = new(20_000, 29_999);

    /// <summary>Where published ports listen.</summary>
    public string PublishAddress { get; init; } = "127.0.0.1";

    /// <summary>Where users reach it; empty takes what the agent says.</summary>
    public string PublicAddress { get; init; } = string.Empty;

    /// <summary>What the agent said last about itself (<c>AgentDescription</c> as JSON).</summary>
    public string DescriptionJson { get; init; } = string.Empty;

    /// <summary>When it was enrolled.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last report that was stored.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Room given to instances.</summary>
    public ImmutableDictionary<string, NodePlacement> Placements { get; init; } = ImmutableDictionary<string, NodePlacement>.Empty;

    /// <summary>True when the node exists and was not removed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Exists => Name.Length > 0 && !Revoked;
}
