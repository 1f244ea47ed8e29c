namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>WebSocket close codes of the control link and of byte streams; the reason beside them is a stable word from <see cref="LinkCloseReasons"/> or an error code.</summary>
public static class LinkCloseCodes
{
    /// <summary>The stream or link has ended as it should.</summary>
    public const int Normal = 1000;

    /// <summary>The process stops; reconnect.</summary>
    public const int GoingAway = 1001;

    /// <summary>A frame was larger than <see cref="LinkLimits"/> allows.</summary>
    public const int TooBig = 1009;

    /// <summary>A frame could not be read, or came out of order.</summary>
    public const int Malformed = 4400;

    /// <summary>The signature does not belong to the node's key. The agent does not try again with this key.</summary>
    public const int NotProven = 4401;

    /// <summary>The node is revoked or unknown, or the right to use a stream has ended. An agent does not reconnect.</summary>
    public const int Revoked = 4403;

    /// <summary>A deadline passed: handshake, lease or sign of life.</summary>
    public const int TimedOut = 4408;

    /// <summary>A newer link of the same node replaced this one.</summary>
    public const int Replaced = 4409;

    /// <summary>No protocol version in common.</summary>
    public const int VersionMismatch = 4426;

    /// <summary>The other side sends faster than its frames can be handled.</summary>
    public const int Flooded = 4429;

    /// <summary>An open stream broke; the reason is an error code.</summary>
    public const int Failed = 4500;
}
