using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>What is known of a node only while its link lives. Not stored: after a restart agents connect anew and say it again.</summary>
/// <remarks>Lease and silence are measured on the steady clock: when the wall clock is set, no node goes offline and no dead one stays.</remarks>
/// <param name="time">Both clocks.</param>
internal sealed class NodeLive(TimeProvider time)
{
    public const int HistoryMinutes = 24 * 60;

    private readonly Queue<HealthSample> _history = new();
    private long _leasedAt;
    private TimeSpan _lease;
    private long _seenAt;

    public string? LinkId { get; set; }

    public IAgentLink? Link { get; set; }

    public DateTimeOffset? ConnectedAt { get; set; }

    public DateTimeOffset? LastSeenAt { get; private set; }

    public int ProtocolVersion { get; set; }

    public DockerState? Docker { get; set; }

    public HealthInfo? Health { get; set; }

    public ImmutableArray<string> Images { get; set; } = [];

    public NodeStatus Announced { get; set; } = NodeStatus.Offline;

    public IEnumerable<HealthSample> History => _history;

    /// <summary>True while somebody holds the link.</summary>
    public bool IsLeased => Link is not null && time.GetElapsedTime(_leasedAt) < _lease;

    /// <summary>Online, stale or offline by the age of the last report (architecture 3.1).</summary>
    public NodeStatus Status
    {
        get
        {
            TimeSpan silence = time.GetElapsedTime(_seenAt);
            return !IsLeased || silence >= TimeSpan.FromSeconds(LinkLimits.OfflineSeconds) ? NodeStatus.Offline
                : silence >= TimeSpan.FromSeconds(LinkLimits.StaleSeconds) ? NodeStatus.Stale
                : NodeStatus.Online;
        }
    }

    /// <summary>The holder of the link is alive.</summary>
    public void Lease(TimeSpan life)
    {
        _leasedAt = time.GetTimestamp();
        _lease = life;
    }

    /// <summary>The agent spoke.</summary>
    public void Seen()
    {
        _seenAt = time.GetTimestamp();
        LastSeenAt = time.GetUtcNow();
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
        _lease = TimeSpan.Zero;
    }
}
