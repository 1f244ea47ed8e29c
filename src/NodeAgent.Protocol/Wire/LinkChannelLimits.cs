namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>Bounds of a <see cref="LinkChannel"/>.</summary>
/// <param name="Outbound">Frames that wait for the socket.</param>
/// <param name="Events">Received one-way messages that wait for their handler.</param>
/// <param name="Requests">Received requests that are handled at the same time; one more closes the link as flooded.</param>
/// <param name="EventPatience">How long a full queue of events may stay full before the link is closed as flooded.</param>
/// <param name="ClosePatience">How long a close waits for the other side before the connection is cut.</param>
public sealed record LinkChannelLimits(int Outbound, int Events, int Requests, TimeSpan EventPatience, TimeSpan ClosePatience)
{
    /// <summary>What both ends use.</summary>
    public static readonly LinkChannelLimits Default = new(1024, 256, 256, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
}
