namespace Anchorage.NodeAgent.Protocol.Commands;

/// <summary>Read the end of a log.</summary>
/// <param name="Name"><c>service</c> for what the instance's first process writes, <c>operation:NAME</c> for the last run of an operation, or a log that the node's administrator named.</param>
/// <param name="Lines">1 to 5000.</param>
public sealed record ReadNamedLog(string Name, int Lines);
