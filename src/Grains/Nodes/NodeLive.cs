using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>What is known of a node only while its link lives. Not stored: after a restart agents connect anew and say it again.</summary>
internal sealed class NodeLive
{
    public const int HistoryMinutes = 24 * 60;

    private readonly Queue<HealthSample> _history = new();

    public string? LinkId { get; set; }

    public IAgentLink? Link { get; set; }

    public DateTimeOffset LeaseUntil { get; set; }

    public DateTimeOffset? ConnectedAt { get; set; }

    public DateTimeOffset? LastSeenAt { get; set; }

    public int ProtocolVersion { get; set; }

    public DockerState? Docker { get; set; }

    public HealthInfo? Health { get; set; }

    public ImmutableArray<string> Images { get; set; } = [];

    public NodeStatus Announced { get; set; } = NodeStatus.Offline;

    public IEnumerable<HealthSample> History => _history;

    /// <summary>Online, stale or offline by the age of the last report (architecture 3.1).</summary>
    public NodeStatus StatusAt(DateTimeOffset now)
    {
        if (Link is null || LeaseUntil <= now || LastSeenAt is not { } seen || now - seen >= TimeSpan.FromSeconds(LinkLimits.OfflineSeconds))
        {
            return NodeStatus.Offline;
        }

        return now - seen >= TimeSpan.FromSeconds(LinkLimits.StaleSeconds) ? NodeStatus.Stale : NodeStatus.Online;
    }

    /// <summary>Notes a report; one sample per minute is kept for a day.</summary>
    public void Note(MachineHealth health, DateTimeOffset now)
    {
        Health = new HealthInfo(
            health.CpuPercent, health.CpuCount, health.MemoryUsedBytes, health.MemoryTotalBytes, health.DiskUsedBytes, health.DiskTotalBytes,
            health.Load1, health.Load5, health.Load15, health.UptimeSeconds, now);
        if (_history.Count > 0 && now - _history.Last().At < TimeSpan.FromSeconds(55))
        {
            return;
        }

        _history.Enqueue(new HealthSample(now, health.CpuPercent, health.MemoryUsedBytes, health.DiskUsedBytes, health.Load1));
        if (_history.Count > HistoryMinutes)
        {
            _history.Dequeue();
        }
    }

    /// <summary>Forgets the link.</summary>
    public void Unlink()
    {
        Link = null;
        LinkId = null;
        LeaseUntil = default;
    }
}
