namespace Anchorage.NodeAgent.Nodes;

/// <summary>One whole frame of a byte stream.</summary>
/// <param name="Data">The bytes; for text frames UTF-8.</param>
/// <param name="IsText">True for a control frame.</param>
public readonly record struct StreamFrame(ReadOnlyMemory<byte> Data, bool IsText);
