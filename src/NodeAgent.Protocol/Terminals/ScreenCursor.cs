namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>Where the cursor of a terminal stands.</summary>
/// <param name="Row">Row of the screen, from 0.</param>
/// <param name="Column">Column, from 0.</param>
/// <param name="Visible">False while the program hides it.</param>
public sealed record ScreenCursor(int Row, int Column, bool Visible);
