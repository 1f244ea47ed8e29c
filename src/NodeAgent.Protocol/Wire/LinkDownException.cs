namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>The link closed before an answer came: the outcome of the request is unknown.</summary>
/// <param name="reason">Why it closed.</param>
public sealed class LinkDownException(string reason) : Exception($"The link is down: {reason}.");
