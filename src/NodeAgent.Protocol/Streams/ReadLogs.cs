namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>Read the last lines of a container's log.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Tail">Number of lines, 1 to 5000.</param>
public sealed record ReadLogs(string InstanceId, int Tail);
