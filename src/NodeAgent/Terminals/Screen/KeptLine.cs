namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>A line of the scrollback.</summary>
/// <param name="Length">Bytes of its text.</param>
/// <param name="Columns">Width that it had.</param>
/// <param name="Wrapped">True when it continues the line before.</param>
internal readonly record struct KeptLine(int Length, int Columns, bool Wrapped);
