namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>Asks the agent to dial <c>/agent/stream</c> back to the Api process that asks.</summary>
/// <param name="StreamId">The stream that the Api waits for.</param>
/// <param name="Ticket">One-use ticket for the header <see cref="Nodes.LinkLimits.StreamTicketHeader"/>, bound to node and stream; valid for 10 s.</param>
public sealed record DialStream(string StreamId, string Ticket);
