namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>The server accepts a link.</summary>
/// <param name="LinkId">Names this connection; a newer one of the same node replaces it.</param>
/// <param name="ProtocolVersion">The version to speak.</param>
/// <param name="HeartbeatSeconds">Period of heartbeats.</param>
/// <param name="SpareTicket">Ticket for dialling spare streams; valid as long as this link.</param>
/// <param name="SpareStreams">How many spare streams to keep.</param>
public sealed record LinkWelcome(string LinkId, int ProtocolVersion, int HeartbeatSeconds, string SpareTicket, int SpareStreams);
