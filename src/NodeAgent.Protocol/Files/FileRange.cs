namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Text frame of the server to a reading stream, after the agent said in a <see cref="FileEntry"/> what it has: send these bytes.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">How many; 0 ends the stream.</param>
public sealed record FileRange(long Offset, long Length);
