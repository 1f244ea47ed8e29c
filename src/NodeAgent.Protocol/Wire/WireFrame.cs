namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>One whole WebSocket message.</summary>
/// <param name="Data">The bytes; for text frames UTF-8.</param>
/// <param name="IsText">True for a text frame.</param>
public readonly record struct WireFrame(ReadOnlyMemory<byte> Data, bool IsText);
