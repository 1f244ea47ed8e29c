using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>First text frame of the agent in answer to <see cref="StreamOpen"/>.</summary>
/// <param name="StreamId">The same id.</param>
/// <param name="Error">Why it cannot be opened; null when it is open. With an error the socket closes.</param>
public sealed record StreamOpened(string StreamId, LinkError? Error);
