namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Sizes and periods that both ends of the link know.</summary>
public static class LinkLimits
{
    /// <summary>The protocol version that this build speaks.</summary>
    public const int ProtocolVersion = 1;

    /// <summary>The oldest version that this build still serves (N-1; there is no version 0).</summary>
    public const int OldestProtocolVersion = 1;

    /// <summary>Largest control frame in bytes of UTF-8: 1 MiB. A larger one closes the link.</summary>
    public const int MaxFrameBytes = 1024 * 1024;

    /// <summary>Largest text frame of a byte stream: 64 KiB.</summary>
    public const int MaxStreamControlBytes = 64 * 1024;

    /// <summary>Largest binary frame of a byte stream: 256 KiB.</summary>
    public const int MaxStreamDataBytes = 256 * 1024;

    /// <summary>Seconds between two heartbeats of the agent.</summary>
    public const int HeartbeatSeconds = 10;

    /// <summary>Seconds without a heartbeat after which a node is stale.</summary>
    public const int StaleSeconds = 25;

    /// <summary>Seconds without a heartbeat after which a node is offline even though its link looks open.</summary>
    public const int OfflineSeconds = 60;

    /// <summary>Stream sockets that an agent keeps dialled in advance.</summary>
    public const int SpareStreams = 4;

    /// <summary>HTTP header that carries a stream ticket when the agent dials back.</summary>
    public const string StreamTicketHeader = "Anchorage-Stream-Ticket";

    /// <summary>HTTP header beside the ticket: <c>NODE.SIGNATURE</c>, where the node's key signs <see cref="StreamProofText"/> (IEEE P1363, base64url).</summary>
    public const string StreamProofHeader = "Anchorage-Stream-Proof";

    /// <summary>The text that an agent signs when it dials a stream: a ticket in other hands is worth nothing.</summary>
    public static string StreamProofText(string nodeId, string ticket) => $"anchorage-stream-v1\n{nodeId}\n{ticket}";
}
