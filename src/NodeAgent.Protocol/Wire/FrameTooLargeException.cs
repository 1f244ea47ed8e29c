namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>The other side sent a frame above the limit; the socket must be closed with <see cref="Nodes.LinkCloseCodes.TooBig"/>.</summary>
/// <param name="limit">The limit in bytes.</param>
public sealed class FrameTooLargeException(int limit) : Exception($"A frame is larger than {limit} bytes.");
