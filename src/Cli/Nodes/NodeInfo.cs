using Anchorage.Cli.Http;

namespace Anchorage.Cli.Nodes;

/// <summary>A machine that holds instances.</summary>
internal sealed record NodeInfo(
    string Id,
    string Name,
    string? Hostname,
    ObjectRef? Owner,
    bool Shared,
    string Status,
    bool Draining,
    bool Local,
    string? AgentVersion,
    string? Os,
    string? Arch,
    NodeDocker? Docker,
    NodeHealth? Health,
    NodeCapacity? Capacity,
    NodeUsage? Usage,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? PartedAt)
{
    /// <summary>The status as people read it.</summary>
    public string Word => PartedAt is not null ? "parted" : Draining ? $"{Status}, draining" : Status;
}
