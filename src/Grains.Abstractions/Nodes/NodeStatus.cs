namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Whether a node can be used.</summary>
public enum NodeStatus
{
    /// <summary>Its agent is connected and reports.</summary>
    Online,

    /// <summary>No report for 25 s.</summary>
    Stale,

    /// <summary>No link, or no report for 60 s.</summary>
    Offline,

    /// <summary>Removed; its key is void.</summary>
    Revoked,
}
