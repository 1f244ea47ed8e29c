namespace Anchorage.Api.Nodes.Gateway;

/// <summary>Periods and bounds of the agent gateway. The defaults are the product's; tests shorten them.</summary>
internal sealed record AgentGatewayOptions
{
    /// <summary>How long a new link has for its hello.</summary>
    public TimeSpan HandshakeDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Period of lease renewals.</summary>
    public TimeSpan LeasePeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A link whose lease could not be renewed for so long is closed.</summary>
    public TimeSpan LeaseLife { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A link that was silent for so long is closed.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(NodeAgent.Protocol.Nodes.LinkLimits.OfflineSeconds);

    /// <summary>Deadline of one call to a grain.</summary>
    public TimeSpan CallDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Deadline of an agent's answer.</summary>
    public TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Deadline for opening a byte stream.</summary>
    public TimeSpan StreamDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Links that may be in their handshake at the same time; further ones are answered 503.</summary>
    public int MaxHandshakes { get; init; } = 512;

    /// <summary>Spare streams that all agents together should keep; with many agents each keeps fewer, at last none.</summary>
    public int SpareBudget { get; init; } = 2000;

    /// <summary>Period of pings on links and streams; an unanswered one cuts the connection after 1.5 periods.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(10);
}
