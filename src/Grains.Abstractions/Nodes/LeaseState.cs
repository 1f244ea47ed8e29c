namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>What became of a lease that a gateway wanted to renew.</summary>
public enum LeaseState
{
    /// <summary>It goes on.</summary>
    Renewed,

    /// <summary>It was not renewed in time, and the node went offline: the agent connects anew.</summary>
    Lapsed,

    /// <summary>A newer link of the node holds the lease.</summary>
    Replaced,

    /// <summary>The node was revoked or is unknown.</summary>
    Revoked,
}
