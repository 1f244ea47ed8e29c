namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Stable reasons in close frames.</summary>
public static class LinkCloseReasons
{
    /// <summary>The node is revoked or unknown: it must be anchored again.</summary>
    public const string Revoked = "node_revoked";

    /// <summary>A newer link of the node replaced this one.</summary>
    public const string Replaced = "replaced";

    /// <summary>The signature does not belong to the node's key.</summary>
    public const string InvalidSignature = "invalid_signature";

    /// <summary>No protocol version in common.</summary>
    public const string VersionMismatch = "protocol_version_mismatch";

    /// <summary>No hello came in time.</summary>
    public const string HandshakeTimeout = "handshake_timeout";

    /// <summary>The holder of the link could not renew its lease.</summary>
    public const string LeaseLost = "lease_lost";

    /// <summary>No frame came for <see cref="LinkLimits.OfflineSeconds"/>.</summary>
    public const string Silent = "silent";

    /// <summary>A frame could not be read.</summary>
    public const string Malformed = "malformed_frame";

    /// <summary>A frame was too large.</summary>
    public const string TooBig = "frame_too_large";

    /// <summary>More frames than can be handled.</summary>
    public const string Flooded = "flooded";

    /// <summary>The right to use a stream has ended.</summary>
    public const string NoLongerAllowed = "no_longer_allowed";

    /// <summary>Somebody who may asked for it. The agent comes back at once.</summary>
    public const string Disconnected = "disconnected";

    /// <summary>The process stops.</summary>
    public const string Stopping = "stopping";
}
