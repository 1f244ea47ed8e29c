namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>What DECSC keeps.</summary>
internal readonly record struct SavedCursor(int X, int Y, Pen Pen, Charset Charset);
